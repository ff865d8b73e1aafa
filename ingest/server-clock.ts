import type { JournalBatch } from '#domain/commit.ts'
import type { ServerClockDoubt } from '#domain/wire/health.ts'
import { futureMaxMs } from './judge/judge.ts'

/** A device that was silent for longer says nothing about the clock of now. */
const heardForMs = 15 * 60_000
/** One device, or two of one make, may be wrong; three at once hardly. */
const devicesMin = 3

interface Heard {
  /** How far its newest reading was ahead of the server when it came. */
  aheadMs: number
  /** On the monotonic clock: the wall clock is what is in doubt. */
  atMs: number
}

/**
 * Is the server's own clock behind? Readings are judged by it, so a clock that is minutes slow marks
 * every right one as coming from the future, and no level rises. No device can tell that alone;
 * several that agree can.
 */
export class ServerClock {
  readonly #heard = new Map<string, Heard>()

  apply({ changes }: JournalBatch, nowMs: number): void {
    for (const change of changes) {
      if (change.type !== 'reading') continue
      const { device, ts, received_ts } = change.reading
      const aheadMs = ts - received_ts
      const heard = this.#heard.get(device)
      if (heard) {
        heard.aheadMs = aheadMs
        heard.atMs = nowMs
      } else this.#heard.set(device, { aheadMs, atMs: nowMs })
    }
  }

  /** Null while most of the devices heard agree with the server, or too few do not. */
  doubt(nowMs: number): ServerClockDoubt | null {
    // Asked every few seconds, of all devices: nothing is made where all is well.
    const ahead: number[] = []
    let heard = 0
    for (const { aheadMs, atMs } of this.#heard.values()) {
      if (nowMs - atMs > heardForMs) continue
      heard += 1
      if (aheadMs > futureMaxMs) ahead.push(aheadMs)
    }
    if (ahead.length < devicesMin || ahead.length * 2 <= heard) return null
    const behind_ms = ahead.toSorted((a, b) => a - b)[Math.floor(ahead.length / 2)] ?? 0
    return { behind_ms, devices: ahead.length, heard }
  }
}
