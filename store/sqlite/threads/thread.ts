import { Worker, type Transferable } from 'node:worker_threads'
import { InvalidCursorError, StoreError } from '../../store.ts'
import { toStoreError, type Failure } from '../failure.ts'
import type { Reply } from './messages.ts'

/** A worker thread that answers requests, in the order they were made. */
export interface Thread<Request> {
  /** Rejects with `StoreError`, not recoverable if the thread has died. */
  request<Value>(request: Request, transfer?: readonly Transferable[]): Promise<Value>
  isDead(): boolean
  /** Ends the thread at once; nothing is waited for. */
  terminate(): Promise<void>
}

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Starts a thread and waits for what it says when it is ready. Rejects if it cannot start. */
export async function startThread<Request>(
  script: URL,
  setup: unknown,
  onProgress: (progress: unknown) => void = () => {},
): Promise<{ thread: Thread<Request>; ready: unknown }> {
  const worker = new Worker(script, { workerData: setup })
  const pending = new Map<number, Pending>()
  let lastId = 0
  let death: StoreError | undefined

  const started = new Promise((resolve, reject) => pending.set(0, { resolve, reject }))

  worker.on('message', (reply: Reply) => {
    if ('progress' in reply) return onProgress(reply.progress)
    const waiting = pending.get(reply.id)
    pending.delete(reply.id)
    if (reply.ok) waiting?.resolve(reply.value)
    else waiting?.reject(toError(reply.failure))
    return undefined
  })
  worker.on('error', (cause) => die('failed', cause))
  worker.on('exit', (code) => die(`ended with code ${code}`))

  // The thread is not started again: what it had in memory is gone, and a process that restarts
  // as a whole goes the well-trodden way through the journal.
  function die(how: string, cause?: unknown): void {
    death ??= new StoreError(`the store's thread ${how}`, { recoverable: false, cause })
    for (const waiting of pending.values()) waiting.reject(death)
    pending.clear()
  }

  const thread: Thread<Request> = {
    request<Value>(request: Request, transfer: readonly Transferable[] = []): Promise<Value> {
      if (death) return Promise.reject<Value>(death)
      lastId += 1
      const id = lastId
      return new Promise<Value>((resolve, reject) => {
        pending.set(id, { resolve, reject })
        worker.postMessage({ id, request }, transfer)
      })
    },
    isDead: () => death !== undefined,
    async terminate() {
      await worker.terminate()
    },
  }
  return { thread, ready: await started }
}

function toError(failure: Failure & { name: string }): Error {
  return failure.name === 'InvalidCursorError' ? new InvalidCursorError() : toStoreError(failure)
}
