import { motion } from '../state/preferences.ts'

/** True where the reader or the reader's system asked for less motion: nothing glides or flies. */
export function prefersLessMotion(): boolean {
  return motion.peek() === 'paused' || matchMedia('(prefers-reduced-motion: reduce)').matches
}
