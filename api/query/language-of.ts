import type { FastifyRequest } from 'fastify'
import type { Language } from '#domain/words/labels.ts'

/** In which language whoever asks wants to be answered: English unless Japanese comes first. */
export const languageOf = ({ headers }: FastifyRequest): Language =>
  /^\s*ja\b/i.test(headers['accept-language'] ?? '') ? 'ja' : 'en'
