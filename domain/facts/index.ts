import { crossing } from './crossing.ts'
import { event } from './event.ts'
import { lapse } from './lapse.ts'
import { quarantine } from './quarantine.ts'
import { status } from './status.ts'
import { verdict } from './verdict.ts'

/** Every fact beside readings. A new one is its file and one entry here. */
export const facts = [event, status, quarantine, verdict, crossing, lapse] as const
