import type { ServerClockDoubt } from '#domain/wire/health.ts'

/** A device that was silent for longer than one or two of these says nothing of now. */
const slotMs = 10 * 60_000
/** Offsets are alike where they lie within a minute and its neighbours. */
const alikeMs = 60_000
/** Fewer devices may share one maker's mistake (the local time sent as UTC). */
const devicesMin = 5

export const slotOf = (receivedTs: number): number => Math.floor(receivedTs / slotMs)

/** The newest single report of a device. */
export interface Heard {
  /** In which ten minutes it came. */
  slot: number
  /** How far its stamp was ahead of the server; 0 within what clocks drift. */
  offMs: number
}

const minuteOf = (offMs: number) => Math.round(offMs / alikeMs)

/**
 * The clocks of all devices beside the server's. One device may be wrong; where at least five, and
 * half of those heard lately, are off alike, the server is. Counted as devices change, so that a
 * question costs the same in a city of ten thousand; it follows from the devices' memories alone.
 */
export class CityClocks {
  /** Devices heard, by slot. */
  readonly #heard = new Map<number, number>()
  /** Those that are off, by slot and minute. */
  readonly #off = new Map<number, Map<number, number>>()

  /** A device that was heard like this before is now heard like that. */
  move(from: Heard | null, to: Heard | null): void {
    if (from === to) return
    if (from) this.#count(from, -1)
    if (to) this.#count(to, 1)
  }

  clear(): void {
    this.#heard.clear()
    this.#off.clear()
  }

  /**
   * Are as many devices off like this one as it takes to doubt the server? `before`: how that device
   * is counted until now.
   */
  isDoubted(now: Heard, before: Heard | null): boolean {
    if (now.offMs === 0) return false
    this.move(before, now)
    const { slot, offMs } = now
    const devices = this.#countAlike(slot, minuteOf(offMs))
    const isDoubted = devices >= devicesMin && devices * 2 >= this.#countHeard(slot)
    this.move(now, before)
    return isDoubted
  }

  /** The doubt about the server at a time of its own clock; null while it is believed. */
  doubt(nowTs: number): ServerClockDoubt | null {
    const slot = slotOf(nowTs)
    let minute = 0
    let devices = 0
    for (const near of [slot, slot - 1]) {
      for (const one of this.#off.get(near)?.keys() ?? []) {
        const alike = this.#countAlike(slot, one)
        if (alike > devices) [minute, devices] = [one, alike]
      }
    }
    const heard = this.#countHeard(slot)
    if (devices < devicesMin || devices * 2 < heard) return null
    return { behind_ms: minute * alikeMs, devices, heard }
  }

  #countHeard(slot: number): number {
    return (this.#heard.get(slot) ?? 0) + (this.#heard.get(slot - 1) ?? 0)
  }

  #countAlike(slot: number, minute: number): number {
    let sum = 0
    for (const near of [slot, slot - 1]) {
      const off = this.#off.get(near)
      for (const one of [minute - 1, minute, minute + 1]) sum += off?.get(one) ?? 0
    }
    return sum
  }

  #count({ slot, offMs }: Heard, change: 1 | -1): void {
    add(this.#heard, slot, change)
    if (offMs === 0) return
    const off = this.#off.get(slot) ?? new Map<number, number>()
    add(off, minuteOf(offMs), change)
    if (off.size > 0) this.#off.set(slot, off)
    else this.#off.delete(slot)
  }
}

function add(counts: Map<number, number>, key: number, change: 1 | -1): void {
  const next = (counts.get(key) ?? 0) + change
  if (next > 0) counts.set(key, next)
  else counts.delete(key)
}
