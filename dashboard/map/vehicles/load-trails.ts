import type { ReadingResource } from '#domain/wire/reading.ts'
import { placeFields } from '../../logic/value/figure.ts'
import { isPlaceDoubtful } from '../../logic/value/place.ts'
import { findKind } from '../../state/city.ts'
import { loadJson } from '../../state/request.ts'
import { serverNow } from '../../state/server-clock.ts'
import { trailMs } from './track.ts'
import type { Vehicle } from './vehicle.ts'
import { projectToWorld } from './world-point.ts'

/** With more vehicles the trails grow by themselves: so many requests would crowd the first look. */
const loadedMax = 20

/** Loads the past of the one that was chosen, however many others there are. */
export async function loadChosenTrail(vehicle: Vehicle, drawn: () => void): Promise<void> {
  await loadTrail(vehicle).catch(() => undefined)
  drawn()
}

/** Loads the last ten minutes of a few vehicles, one after the other, then calls `drawn`. */
export async function loadTrails(vehicles: readonly Vehicle[], drawn: () => void): Promise<void> {
  if (vehicles.length > loadedMax) return
  for (const vehicle of vehicles) {
    // Without its past a vehicle is still where it is; nothing to tell.
    await loadTrail(vehicle).catch(() => undefined)
  }
  drawn()
}

async function loadTrail(vehicle: Vehicle): Promise<void> {
  if (vehicle.hasPast) return
  vehicle.hasPast = true
  const kind = findKind(vehicle.entry.device.peek().kind)
  const fields = placeFields(kind)
  if (!fields) return
  const to = Math.floor(vehicle.trailEndTs(serverNow()))
  const query = `from=${to - trailMs}&to=${to}&limit=1000`
  const path = `/v1/devices/${encodeURIComponent(vehicle.entry.id)}/readings?${query}`
  const { items } = await loadJson<{ items: ReadingResource[] }>(path)
  vehicle.track.addHistory(
    items.flatMap(({ ts, values, reasons }) => {
      if (isPlaceDoubtful({ reasons }, kind)) return [null]
      const [lat, lon] = [values[fields.lat], values[fields.lon]]
      if (typeof lat !== 'number' || typeof lon !== 'number') return []
      return [{ ts, ...projectToWorld(lon, lat) }]
    }),
  )
}
