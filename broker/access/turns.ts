/**
 * Runs tasks in order, so many in one turn of the event loop: between them the loop reads its
 * sockets and timers, whoever comes at once.
 */
export function createTurns(perTurn: number): (task: () => void) => void {
  const waiting: (() => void)[] = []

  const run = () => {
    for (const task of waiting.splice(0, perTurn)) task()
    if (waiting.length > 0) setImmediate(run)
  }
  return (task) => {
    if (waiting.push(task) === 1) setImmediate(run)
  }
}
