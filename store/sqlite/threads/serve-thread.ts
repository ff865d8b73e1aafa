import { parentPort, type Transferable } from 'node:worker_threads'
import { describeFailure } from '../failure.ts'
import type { Envelope, Reply } from './messages.ts'

/** A value to send back, with the buffers that move with it. */
export interface Answer {
  value: unknown
  transfer?: readonly Transferable[]
}

/**
 * The thread's side of `startThread`: says `ready` once, then answers every request. What throws
 * in `start` or `answer` becomes a failed reply, never an end of the thread.
 */
export function serveThread(
  start: (tell: (progress: unknown) => void) => unknown,
  answer: (request: unknown) => Answer | Promise<Answer>,
): void {
  const port = parentPort
  if (!port) throw new Error('runs as a worker thread only')

  const reply = (message: Reply, transfer: readonly Transferable[] = []) =>
    port.postMessage(message, transfer)

  async function serve(id: number, work: () => Answer | Promise<Answer>): Promise<void> {
    try {
      const made = work()
      const { value, transfer } = made instanceof Promise ? await made : made
      reply({ id, ok: true, value }, transfer)
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error'
      reply({ id, ok: false, failure: { ...describeFailure(error), name } })
    }
  }

  void serve(0, () => ({ value: start((progress) => reply({ id: 0, progress })) }))
  port.on('message', ({ id, request }: Envelope<unknown>) => {
    void serve(id, () => answer(request))
  })
}
