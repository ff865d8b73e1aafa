import { placeOf } from '#domain/readings/place.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { GaugeLevel } from '#domain/alarms/gauge-level.ts'
import type { BoardEntry } from './show-reading.ts'

/** What a restart needs of a device; the rest comes from the registry and from who watches its level. */
export type SavedEntry = Omit<
  BoardEntry,
  'device' | 'intervalMs' | 'onlineSeq' | 'unchangedMs' | keyof GaugeLevel
>

export function saveEntry(entry: BoardEntry | undefined): SavedEntry | undefined {
  if (!entry) return undefined
  const { latest, clockOffsetMs, mode, online, onlineSinceTs, lastUplinkTs, changeSeq } = entry
  return { latest, clockOffsetMs, mode, online, onlineSinceTs, lastUplinkTs, changeSeq }
}

/** A version that knew no clocks and no places: what counts as the newest reading may be another one now. */
export const isOfBefore = (saved: Partial<SavedEntry>): boolean => saved.clockOffsetMs === undefined

/** Reads what was saved, by 0.1.0 too. Nobody is connected to a server that has just started. */
export function readSavedEntry(saved: Partial<SavedEntry> & Pick<SavedEntry, 'mode'>): SavedEntry {
  const { latest = null, online = null, onlineSinceTs = null } = saved
  return {
    latest: latest && withPlace(latest),
    clockOffsetMs: saved.clockOffsetMs ?? null,
    mode: saved.mode,
    online: online === null ? null : false,
    onlineSinceTs: online === false ? onlineSinceTs : null,
    lastUplinkTs: saved.lastUplinkTs ?? null,
    changeSeq: saved.changeSeq ?? 0,
  }
}

/** Up to 0.1.0 no place was saved. */
function withPlace(latest: LatestReading): LatestReading {
  const { ts, received_ts } = latest
  return { ...latest, place_ts: latest.place_ts ?? placeOf(ts, received_ts) }
}
