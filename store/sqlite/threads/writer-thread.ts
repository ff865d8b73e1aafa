/** The thread that owns the one writing connection. Batches are committed as they arrive. */
import { workerData } from 'node:worker_threads'
import type { WriterRequest, WriterSetup } from './messages.ts'
import { serveThread, type Answer } from './serve-thread.ts'
import { openWriterSession, type WriterSession } from '../write/writer-session.ts'

const setup = workerData as WriterSetup
let session: WriterSession | undefined

serveThread(start, (request) => answer(request as WriterRequest))

function start(tell: (progress: unknown) => void) {
  session = openWriterSession(setup, tell)
  return session.tables
}

async function prune(open: WriterSession, limits: Parameters<WriterSession['prune']>[0]) {
  const steps = open.prune(limits)
  for (;;) {
    const step = steps.next()
    if (step.done) return { value: step.value }
    // Lets the commits that came in meanwhile go first.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function answer(request: WriterRequest): Answer | Promise<Answer> {
  if (!session) throw new Error('the store did not start')
  switch (request.type) {
    case 'commit': {
      const written = session.commit(request.batch, request.committedTs)
      return written.outcomes
        ? { value: written, transfer: [written.outcomes.buffer] }
        : { value: written }
    }
    case 'prune':
      return prune(session, request.limits)
    case 'close':
      session.close()
      return { value: undefined }
  }
}
