import type { CityZone } from '#domain/city/zone.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { ArchiveError } from '../archive-error.ts'
import type { ArchiveDatabase } from '../port.ts'
import type { ArchiveAddress } from './address.ts'
import { connectArchive, isConnection } from './connect.ts'
import { createFieldPlan } from './write/field-plan.ts'
import { createMappingWatch } from './mapping-watch.ts'
import { createSession } from './session.ts'
import { influxStops } from './stops.ts'
import { createWriteTransport } from './transport.ts'

interface Options {
  address: ArchiveAddress
  /** The city's name there. */
  city: string
  kinds: readonly Kind[]
  zone: CityZone
  clock: Clock
  /** How long one write may take, ms. */
  timeoutMs?: number | undefined
}

// 3.x answers a write only after its flush of each second, a busy disk after several.
const defaultTimeoutMs = 30_000

/** InfluxDB as the archive of a city. Throws for a kind that it cannot hold. */
export function openInflux({ address, kinds, clock, ...options }: Options): ArchiveDatabase {
  const { timeoutMs = defaultTimeoutMs } = options
  const transport = createWriteTransport({ url: address.url, timeoutMs })
  const plans = new Map(kinds.map((kind) => [kind.id, createFieldPlan(kind)]))
  const now = () => clock.now()
  const watch = createMappingWatch()
  return {
    open: async () => {
      const found = await connectArchive(address, now)
      if (isConnection(found)) {
        watch(found.mappings)
        return createSession(found, { ...options, plans, transport, now, watch })
      }
      const { reason, words } = found
      throw new ArchiveError(words, { isSilent: true, stop: reason && influxStops[reason] })
    },
    close: () => transport.close(),
  }
}
