import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DeviceFault } from './device-fault.ts'
import type { Sent } from './sent.ts'
import { describeFault, describeTouches } from './truth.ts'
import type { TruthLine, TruthRun } from './truth.ts'

/** Writes what is injected, before it is sent: a reading in the city is never ahead of its truth. */
export interface TruthLog {
  /** Notes each stretch of these faults that begins before `ts` and is not noted yet. */
  begin(faults: readonly DeviceFault[], ts: number): void
  note(device: string, sent: readonly Sent[]): void
}

/** Opens the file to go on writing: a fleet that is started again adds its run to the others. */
export function openTruthLog(file: string, run: TruthRun): TruthLog {
  const begunUntil = new Map<DeviceFault, number>()
  const append = (lines: readonly TruthLine[]) => {
    if (lines.length === 0) return
    // Straight to the file: a few lines a second, and none is lost when the process is killed.
    appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }
  mkdirSync(dirname(file), { recursive: true })
  append([run])
  return {
    begin(faults, ts) {
      const begun = faults.flatMap((fault) => {
        const since = begunUntil.get(fault)
        begunUntil.set(fault, ts)
        return (
          fault.window
            .between(since ?? run.start_ts, ts)
            // At first also those that the run begins in the middle of.
            .filter(({ fromTs }) => since === undefined || fromTs >= since)
            .map((occurrence) => describeFault(fault, occurrence))
        )
      })
      append(begun)
    },
    note: (device, sent) => append(describeTouches(device, sent)),
  }
}
