import { outcomes } from '#domain/commit.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { isOfBefore, type SavedEntry } from './saved-entry.ts'
import { takeReading, type BoardEntry } from './show-reading.ts'

/** Entries of the board as a version up to 0.1.0 saved them: the store may have newer readings. */
export function createOfBefore(
  entries: Map<string, BoardEntry>,
  kindById: ReadonlyMap<string, Kind>,
) {
  const ids = new Set<string>()
  return {
    note(id: string, saved: SavedEntry): void {
      if (isOfBefore(saved)) ids.add(id)
    },
    list(): { device: Device; fromTs: number }[] {
      return [...ids].flatMap((id) => {
        const entry = entries.get(id)
        return entry ? [{ device: entry.device, fromTs: entry.latest?.place_ts ?? 0 }] : []
      })
    },
    show(reading: Reading): void {
      const entry = entries.get(reading.device)
      const kind = entry && kindById.get(entry.device.kind)
      if (!kind) return
      const shown = takeReading(entry, kind, { reading, outcome: outcomes.stored })
      entries.set(reading.device, shown)
    },
  }
}
