import type { DeviceCollection } from '#domain/wire/device.ts'
import type { GapLedger } from '#domain/wire/gaps.ts'
import type { QuarantineResource } from '#domain/wire/quarantine.ts'
import type { ReadingResource } from '#domain/wire/reading.ts'

/** What a city made of one device's readings. */
export interface Observed {
  readings: readonly ReadingResource[]
  gaps: GapLedger
}

export interface Observation {
  devices: ReadonlyMap<string, Observed>
  /** Refused readings as `device ts`; null where the token does not open the quarantine. */
  quarantined: ReadonlySet<string> | null
}

interface ObserveOptions {
  url: string
  token: string | undefined
  fromTs: number
  toTs: number
}

interface Page<T> {
  items: T[]
  next_cursor: string | null
}

const pageLimit = 10_000

/** Asks a city over REST for all that it stored, flagged and refused. Throws what it answers instead. */
export async function observeCity(options: ObserveOptions): Promise<Observation> {
  const { fromTs, toTs } = options
  const ask = createAsking(options)
  const { features } = (await ask('/v1/devices')) as DeviceCollection
  const devices = new Map<string, Observed>()
  for (const { id } of features) {
    const path = `/v1/devices/${id}/readings?from=${fromTs}&to=${toTs}`
    const readings = await askAll<ReadingResource>(ask, path)
    devices.set(id, { readings, gaps: (await ask(`/v1/devices/${id}/gaps`)) as GapLedger })
  }
  if (options.token === undefined) return { devices, quarantined: null }
  const refused = await askAll<QuarantineResource>(ask, '/v1/quarantine?')
  return { devices, quarantined: new Set(refused.flatMap(keyOfRefused)) }
}

/** Name of a reading, stored or refused. */
export const readingKey = (device: string, ts: number) => `${device} ${ts}`

function keyOfRefused({ device, payload }: QuarantineResource): string[] {
  try {
    const { ts } = JSON.parse(payload) as { ts?: unknown }
    return typeof ts === 'number' ? [readingKey(device, ts)] : []
  } catch {
    return []
  }
}

type Ask = (path: string) => Promise<unknown>

function createAsking({ url, token }: ObserveOptions): Ask {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return async (path) => {
    const response = await fetch(new URL(path, url), { headers }).catch((cause: unknown) => {
      throw new Error(`No city answers at ${url}. Is it running?`, { cause })
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
}

async function askAll<T>(ask: Ask, path: string): Promise<T[]> {
  const items: T[] = []
  let cursor = ''
  do {
    const page = (await ask(`${path}&limit=${pageLimit}${cursor}`)) as Page<T>
    items.push(...page.items)
    cursor = page.next_cursor === null ? '' : `&cursor=${encodeURIComponent(page.next_cursor)}`
  } while (cursor !== '')
  return items
}
