import type { EntranceOptions } from '#api/access/entrance.ts'
import type { LiveParts } from '#api/live/start.ts'

/** A city in which nobody has logged in, and no key was issued. */
export const noAccounts: EntranceOptions['accounts'] & LiveParts['accounts'] = {
  findKey: () => undefined,
  findSession: () => undefined,
  onEnded: () => () => undefined,
}
