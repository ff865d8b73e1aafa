import type { Trouble } from '../../logic/device/trouble.ts'
import { icons } from '../icon.tsx'

/**
 * A pictogram of its own for each trouble, the same on chips, marks, vehicles and in the legend:
 * a hatch alone would not say whether a gauge has gone silent or is out of service.
 */
export const troubleSigns: Readonly<Record<Trouble, string>> = {
  missing: icons.question,
  expired: icons.close,
  no_value: icons.minus,
  clock_fault: icons.wrongClock,
  late: icons.clock,
  suspect: icons.warn,
  out_of_service: icons.pause,
}
