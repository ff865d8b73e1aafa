import { batch, signal } from '@preact/signals'
import type { CityResource } from '#domain/wire/city.ts'
import type { DeviceCollection } from '#domain/wire/device.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { city, kinds } from './city.ts'
import { heard } from './connection.ts'
import { ageFleet, setFleet } from './fleet.ts'
import { loadJson, RequestError } from './request.ts'
import { serverNow, setServerTime } from './server-clock.ts'

/** How far the first load has come; `failed` carries the words for the page. */
export const loadState = signal<'loading' | 'ready' | 'signed_out' | { failed: string }>('loading')

/** Where the snapshot on the page stands: its journal sequence and the registry it describes. */
export const snapshot = { seq: 0, registry: '' }

/** Loads the devices again, for example after the registry changed. */
export async function loadDevices(): Promise<void> {
  const collection = await loadJson<DeviceCollection>('/v1/devices')
  setServerTime(collection.server_ts)
  heard(collection.server_ts)
  snapshot.seq = collection.seq
  snapshot.registry = collection.registry
  setFleet(collection, serverNow())
}

/** Loads all that the first picture needs; on failure the page says so and offers another try. */
export async function loadCity(): Promise<boolean> {
  loadState.value = 'loading'
  try {
    const [cityResource, kindList] = await Promise.all([
      loadJson<CityResource>('/v1/city'),
      loadJson<{ items: KindResource[] }>('/v1/kinds'),
      loadDevices(),
    ])
    batch(() => {
      city.value = cityResource
      kinds.value = kindList.items
      // The devices may have come before their kinds, which say what their headline is.
      ageFleet(serverNow())
      loadState.value = 'ready'
    })
    return true
  } catch (error) {
    // Whoever must change their password first is led to the page where that is done.
    const isSignedOut =
      error instanceof RequestError && (error.status === 401 || error.code === 'password_to_change')
    const failed = error instanceof Error ? error.message : String(error)
    loadState.value = isSignedOut ? 'signed_out' : { failed }
    return false
  }
}
