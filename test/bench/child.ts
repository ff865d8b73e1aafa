import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { endWithUs } from '#test/support/end-with-us.ts'

/** A Node process of ours that talks by messages. */
export interface Child<Message> {
  readonly pid: number
  /** The next message of this type; rejects when the process ends without it. */
  next<T extends (Message extends { type: infer K } ? K : never)>(
    type: T,
  ): Promise<Extract<Message, { type: T }>>
  send(message: unknown): void
  /** Ends the process and resolves when it is gone. */
  stop(): Promise<void>
}

/** Starts `modulePath` under this Node, with `env` more. Its stderr is ours; its stdout too. */
export function startChild<Message extends { type: string }>(
  modulePath: string,
  env: Readonly<Record<string, string>> = {},
): Child<Message> {
  const options = {
    execPath: process.execPath,
    // Structured clone: arrays of times travel as they are.
    serialization: 'advanced',
    env: { ...process.env, ...env },
  } as const
  const child = endWithUs(fork(modulePath, options))
  const received: Message[] = []
  const waiting = new Set<() => void>()
  const wake = () => waiting.forEach((check) => check())
  child.on('message', (message) => {
    received.push(message as Message)
    wake()
  })
  child.on('exit', wake)
  return {
    pid: child.pid ?? 0,
    next: (type) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const index = received.findIndex((message) => message.type === type)
          const ended = child.exitCode !== null || child.signalCode !== null
          if (index < 0 && !ended) return
          waiting.delete(check)
          const [message] = index < 0 ? [] : received.splice(index, 1)
          if (message) resolve(message as Extract<Message, { type: typeof type }>)
          else reject(new Error(`${modulePath} ended with ${child.exitCode ?? child.signalCode}`))
        }
        waiting.add(check)
        check()
      }),
    send: (message) => child.send(message as object),
    stop: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
