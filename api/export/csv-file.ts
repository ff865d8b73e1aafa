import type { FastifyReply, FastifyRequest } from 'fastify'

/** A file on its way: its name, and its text in pieces. */
export interface CsvFile {
  /** Without an ending. */
  name: string
  /** Rejects with a problem as long as nothing of the file has left. */
  start(): Promise<AsyncIterable<string>>
}

/** Sends files as fast as the client reads them, so many at once and a minute for all routes. */
export interface CsvSender {
  send(request: FastifyRequest, reply: FastifyReply, file: CsvFile): Promise<FastifyReply>
}
