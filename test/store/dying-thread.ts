/** Answers `echo`, waits for ever on `wait`, and dies of `die`. */
import { serveThread } from '#store/sqlite/threads/serve-thread.ts'

serveThread(
  () => 'ready',
  (request) => {
    if (request === 'die') {
      setImmediate(() => {
        throw new Error('out of luck')
      })
    }
    if (request === 'fail') throw new Error('not this one')
    return request === 'echo' ? { value: 'echo' } : new Promise(() => {})
  },
)
