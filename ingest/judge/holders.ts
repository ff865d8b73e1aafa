import { isClockSuspect } from '#domain/readings/clock-reasons.ts'
import type { Reason } from '#domain/readings/flags.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'

/** What a device said in the field that is exclusive, and its place, epoch ms. */
export interface Held {
  value: string
  ts: number
}

/** What a reading says there; undefined for none, and where its place in time is not to be trusted. */
export function readHeld(
  { id, track }: Kind,
  values: Values,
  { placeTs, reasons }: { placeTs: number; reasons: readonly Reason[] },
): Held | undefined {
  const value = track?.exclusive && values[track.exclusive.field]
  if (typeof value !== 'string' || isClockSuspect(reasons)) return undefined
  return { value: `${id}/${value}`, ts: placeTs }
}

/** What a device holds after a reading: what comes late, or says nothing of it, changes nothing. */
export const holdNewer = (before: Held | undefined, said: Held | undefined): Held | undefined =>
  said && (!before || said.ts >= before.ts) ? said : before

/** Which devices hold which value. It follows from what is remembered of each device. */
export class Holders {
  readonly #byValue = new Map<string, Map<string, number>>()

  clear(): void {
    this.#byValue.clear()
  }

  move(device: string, before: Held | undefined, after: Held | undefined): void {
    if (before === after) return
    if (before) this.#drop(before.value, device)
    if (!after) return
    const holders = this.#byValue.get(after.value) ?? new Map<string, number>()
    this.#byValue.set(after.value, holders.set(device, after.ts))
  }

  /** True where another device said the same last, within so long before or after. */
  isShared(device: string, { value, ts }: Held, withinMs: number): boolean {
    for (const [other, otherTs] of this.#byValue.get(value) ?? []) {
      if (other !== device && Math.abs(ts - otherTs) <= withinMs) return true
    }
    return false
  }

  #drop(value: string, device: string): void {
    const holders = this.#byValue.get(value)
    holders?.delete(device)
    if (holders?.size === 0) this.#byValue.delete(value)
  }
}
