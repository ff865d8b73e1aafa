import type { Trouble } from '../logic/trouble.ts'
import { icons } from './icon.tsx'

/** Pictograms of the troubles that have one, the same on chips and marks. */
export const troubleSigns: Partial<Record<Trouble, string>> = {
  late: icons.clock,
  suspect: icons.warn,
}
