import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()

/** A process that does not outlive this one, also where a person breaks this one off. */
export function endWithUs<T extends ChildProcess>(child: T): T {
  // One listener for all of them, and none where there are none.
  if (running.size === 0) process.once('exit', killAll)
  running.add(child)
  child.once('exit', () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', killAll)
  })
  return child
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}
