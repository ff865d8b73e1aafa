import { readFileSync } from 'node:fs'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { openInflux } from '#archive/influx/open.ts'
import type { ArchiveDatabase } from '#archive/port.ts'
import type { Config } from '#config'
import { createCityZone } from '#domain/city/zone.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { Kind } from '#domain/kinds/kind.ts'

interface ArchivedCity {
  city: string
  isDemo: boolean
  timeZone: string
  kinds: readonly Kind[]
  clock: Clock
}

/**
 * The database that keeps a city's years, by the settings; undefined where none is set. The only
 * place that knows which database it is. Throws when the file of its token cannot be read.
 */
export function openArchive(config: Config, city: ArchivedCity): ArchiveDatabase | undefined {
  const address = readAddress(config)
  if (!address) return undefined
  const { kinds, clock, timeZone } = city
  return openInflux({ address, city: nameOf(city), kinds, clock, zone: createCityZone(timeZone) })
}

/**
 * The city's name in the archive. The demo has one of its own: its simulated devices bear the names
 * of real ones, and the history of a live city must not contain a single value of theirs.
 */
const nameOf = ({ city, isDemo }: ArchivedCity): string => (isDemo ? `${city}-demo` : city)

/** Where InfluxDB is, by the settings. Throws when the file of the token cannot be read. */
export function readAddress(config: Config): ArchiveAddress | undefined {
  const { INFLUX_URL, INFLUX_TOKEN, INFLUX_TOKEN_FILE, INFLUX_ORG, INFLUX_BUCKET } = config
  if (INFLUX_URL === undefined) return undefined
  const token = INFLUX_TOKEN_FILE ? readFileSync(INFLUX_TOKEN_FILE, 'utf8').trim() : INFLUX_TOKEN
  return { url: INFLUX_URL, token, org: INFLUX_ORG, bucket: INFLUX_BUCKET }
}
