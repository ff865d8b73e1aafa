import type { Level } from '#domain/alarms/levels.ts'
import type { Alarm } from '#domain/wire/alarm.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { Page, PageQuery } from '#store/store.ts'

/** Episodes and crossings, newest ones in memory; the store keeps every crossing. */
export interface AlarmView {
  /** `crossing_seq` of the newest crossing; -1 before the first. */
  readonly crossingSeq: number
  /** Newest episode first; `cursor` is that of the page before. */
  list(query: PageQuery & { condition?: Alarm['condition'] | undefined }): Page<Alarm>
  /** The newest crossings with a greater `crossing_seq`, oldest first; no more than a page keeps. */
  crossingsSince(crossingSeq: number): CrossingResource[]
  /** The highest level among the active episodes; 0 when all is calm. */
  highest(): Level
}
