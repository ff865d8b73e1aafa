import type { DatabaseSync } from 'node:sqlite'
import type { DeviceNumbers } from './device-numbers.ts'
import type { EntryPacker } from '../journal-entries.ts'
import type { Tables } from '../threads/messages.ts'
import type { Tally } from './tally.ts'

/** What the writers of one connection share. */
export interface WriteContext extends Tables {
  db: DatabaseSync
  devices: DeviceNumbers
  entries: EntryPacker
  tally: Tally
}
