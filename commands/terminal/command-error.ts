import type { Labels } from '#domain/words/labels.ts'

/** The command line or the place is wrong; the message says how. */
export class CommandError extends Error {
  constructor({ ja, en }: Labels) {
    super(`${ja}\n${en}`)
  }
}

/** What a person reads of a failed command. */
export function tellFailure(
  error: unknown,
  command: 'backup' | 'restore' | 'operator' | 'person' | 'key' | 'audit',
): string {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof CommandError)) return message
  return (
    `${message}\n\n使い方は npm run ${command} -- --help で見られます。\n` +
    `npm run ${command} -- --help tells what it can do.`
  )
}
