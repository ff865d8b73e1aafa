/**
 * What a look at a city folder finds. An `error` keeps the city from starting, a `warning` would
 * show something wrong, an `advice` says what would make the map or the alarms better.
 */
export interface Finding {
  level: 'error' | 'warning' | 'advice'
  file: string
  /** Row, feature or id. */
  where?: string
  problem: string
}

/** One line for people. */
export function describeFinding({ file, where, problem }: Finding): string {
  return `${file}${where ? ` ${where}` : ''}: ${problem}`
}
