import type { Crossing } from '../facts/crossing.ts'

/**
 * True where an entry of the record raises or clears an alarm, and people are to hear of it. What only
 * entered the record later does not, nor a rise in doubt, unless nothing followed it in time.
 */
export const isAlarming = ({
  found,
  confirmed,
  reason,
}: Pick<Crossing, 'found' | 'confirmed' | 'reason'>): boolean =>
  found === 'live' && (confirmed || reason === 'lost_unconfirmed')
