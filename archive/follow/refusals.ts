import { refusedPerBatchMax } from '../stops.ts'

// One line in a hundred may be refused for ever; more is no accident of one device.
const linesPerRefused = 100

/**
 * Tells a bad line from a database that has another type for a field. Readings that come one by one
 * make small batches, so it looks past the single batch: a bucket that each refused line fills and
 * each hundred accepted ones empty by one. While everything waits nothing is accepted, so it stays.
 */
export function createRefusals() {
  let level = 0
  return {
    /** False where these refusals are too many; they are then not counted. */
    admit({ lines, refused }: { lines: number; refused: number }): boolean {
      if (refused > 0 && level + refused > refusedPerBatchMax) return false
      level = Math.max(0, level + refused - (lines - refused) / linesPerRefused)
      return true
    },
  }
}
export type Refusals = ReturnType<typeof createRefusals>
