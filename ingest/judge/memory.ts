import { exceeds } from '#domain/readings/exceeds.ts'
import type { TrackMemory } from './track-test.ts'

/** A run of values that stay within a field's epsilon. */
export interface Run {
  sinceTs: number
  count: number
  min: number
  max: number
}

/** What the tests remember of one field: its last believable value, and the run that ends in it. */
export interface Sample {
  ts: number
  value: number
  run: Run
}

/** The samples of a device after the reading at `ts`. */
export interface Snapshot {
  ts: number
  samples: Readonly<Record<string, Sample>>
  /** Of what moves. */
  track?: TrackMemory | undefined
}

/**
 * What is remembered of a device. Two snapshots, so that the newest reading sent again (after a
 * lost acknowledgement, or corrected) is judged against the one before it and not against itself.
 */
export interface Memory {
  current: Snapshot
  previous: Snapshot | null
}

/** The snapshot that a reading at `ts` is compared with; undefined when it comes too late. */
export function findBase(memory: Memory | undefined, ts: number): Snapshot | null | undefined {
  if (!memory) return null
  if (ts > memory.current.ts) return memory.current
  return ts === memory.current.ts ? memory.previous : undefined
}

/** The run that a value continues, or a new one. `epsilon` as in QARTOD test 8. */
export function extendRun(
  run: Run | undefined,
  sample: { ts: number; value: number },
  epsilon: number,
): Run {
  const { ts, value } = sample
  if (run) {
    const min = Math.min(run.min, value)
    const max = Math.max(run.max, value)
    if (!exceeds(max - min, epsilon))
      return { sinceTs: run.sinceTs, count: run.count + 1, min, max }
  }
  return { sinceTs: ts, count: 1, min: value, max: value }
}

/** Remembers a snapshot: a later one follows, one of the same moment replaces the newest. */
export function advance(memory: Memory | undefined, current: Snapshot): Memory {
  const repeats = memory?.current.ts === current.ts
  return { current, previous: (repeats ? memory.previous : memory?.current) ?? null }
}
