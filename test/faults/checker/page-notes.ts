import {
  applyChange,
  applySnapshot,
  deviceFromFeature,
  type CityDevice,
} from '#dashboard/logic/device/city-device.ts'
import { listNews } from '#dashboard/logic/alarm/crossing-news.ts'
import { followedCrossingsMax } from '#domain/live-stream.ts'
import type { LiveDevice } from '#domain/wire/live.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { DeviceCollection } from '#domain/wire/device.ts'

/** A crossing as the page was told of it, and how often. */
interface ToldCrossing {
  crossing: CrossingResource
  times: number
}

/** Everything that one page was told, from its opening to its end, and what it shows now. */
export class PageNotes {
  readonly crossings = new Map<number, ToldCrossing>()
  /** Numbers that a full list left out: a page is given no more than `followedCrossingsMax`. */
  readonly passedOver = new Set<number>()
  /** By device, then by time: every level that the page has shown. */
  readonly shown = new Map<string, Map<number, unknown>>()
  readonly #devices = new Map<string, CityDevice>()
  readonly #lastChanges = new Map<string, LiveDevice>()
  /** Greatest number of a crossing it knows; -1 for none. */
  newestCrossing = -1
  /** Times that a device's newest value was replaced by an older one. */
  wentBack = 0
  /** One time shown with two levels. */
  contradicted = 0
  connections = 0
  /** Crossings that came in the answer to `watch`: at the opening, or after it was cut off. */
  resumed = 0

  latestOf(device: string): CityDevice['latest'] {
    return this.#devices.get(device)?.latest ?? null
  }

  /** A snapshot takes the place of all that was shown, except what came live and is newer. */
  takeSnapshot({ features }: DeviceCollection): void {
    for (const feature of features) {
      this.#show(applySnapshot(deviceFromFeature(feature), this.#lastChanges.get(feature.id)))
    }
  }

  /** Those of a server that was started anew count from another number. */
  forgetChangeNumbers(): void {
    this.#lastChanges.clear()
    for (const [id, device] of this.#devices) this.#devices.set(id, { ...device, change_seq: -1 })
  }

  /** False where a device is unknown, which makes a page load all of them again. */
  takeChanges(changes: readonly LiveDevice[]): boolean {
    let areKnown = true
    for (const change of changes) {
      const known = this.#devices.get(change.id)
      if (!known) {
        areKnown = false
        continue
      }
      if (change.change_seq >= known.change_seq) this.#lastChanges.set(change.id, change)
      this.#show(applyChange(known, change))
    }
    return areKnown
  }

  /** From a server that was started anew: told is what is news in its list, known is all of it. */
  takeAnew(list: readonly CrossingResource[], openedTs: number): void {
    this.#passOver(list)
    const known = [...this.crossings.values()].map(({ crossing }) => crossing)
    this.#tell(listNews({ known, openedTs }, list))
    this.newestCrossing = list.at(-1)?.crossing_seq ?? -1
  }

  takeCrossings(list: readonly CrossingResource[]): void {
    this.#passOver(list)
    this.#tell(list)
  }

  /** Those that a full list leaves out: it is folded per gauge. */
  #passOver(list: readonly CrossingResource[]): void {
    if (list.length < followedCrossingsMax) return
    const listed = new Set(list.map(({ crossing_seq }) => crossing_seq))
    const last = list.at(-1)?.crossing_seq ?? 0
    for (let n = Math.max(this.newestCrossing, 0) + 1; n < last; n++) {
      if (!listed.has(n)) this.passedOver.add(n)
    }
  }

  #tell(list: readonly CrossingResource[]): void {
    for (const crossing of list) {
      const { crossing_seq } = crossing
      const told = this.crossings.get(crossing_seq) ?? { crossing, times: 0 }
      told.times += 1
      this.crossings.set(crossing_seq, told)
      this.newestCrossing = Math.max(this.newestCrossing, crossing_seq)
    }
  }

  #show(device: CityDevice): void {
    const before = this.latestOf(device.id)
    this.#devices.set(device.id, device)
    const { latest } = device
    if (!latest) return
    if (before && latest.ts < before.ts) this.wentBack += 1
    const levels = this.shown.get(device.id) ?? new Map<number, unknown>()
    this.shown.set(device.id, levels)
    const levelM = latest.values['level_m']
    if (levels.has(latest.ts) && levels.get(latest.ts) !== levelM) this.contradicted += 1
    levels.set(latest.ts, levelM)
  }
}
