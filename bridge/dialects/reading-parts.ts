/** Reading parts of messages whose shape nobody here controls. */
import { isJson, type Json } from '#domain/payload/json.ts'
import { describeValue } from '#domain/payload/payload-check.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import { earliestTs } from '#domain/readings/clock-limits.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'
import type { Radio, Said } from './dialect.ts'

/** An object inside another; an empty one where there is none. */
export const partOf = (value: unknown, name: string): Json => {
  const part = isJson(value) ? value[name] : undefined
  return isJson(part) ? part : {}
}

export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isJson) : []

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Proto3 leaves out numbers that are 0 (protobuf, "JSON Mapping": default values). */
const orZero = (value: unknown): unknown => value ?? 0

/** A frame counter; a text is none, and read as 0 it would make every frame a copy of the first. */
export function readCounter(value: unknown, name: string): number | Refusal {
  const counter = orZero(value)
  if (Number.isSafeInteger(counter) && Number(counter) >= 0) return Number(counter)
  const detail = `${name}: expected a whole number from 0, got ${describeValue(value)}`
  return { code: 'payload_shape', detail }
}

// EUI-64, as both network servers write it.
const eui = /^[0-9a-f]{16}$/

/** A DevEUI in lower case; undefined for what is none. */
export function readEui(value: unknown): string | undefined {
  const text = textOf(value)?.toLowerCase()
  return text !== undefined && eui.test(text) ? text : undefined
}

export const refused = (address: string, code: Refusal['code'], detail: string): Said => ({
  type: 'refused',
  address,
  refusal: { code, detail },
})

/** Gateway and network server agree within this: transport takes seconds, and so do clocks. */
const agreeWithinMs = 60_000

/** When an uplink was received, as far as its message tells. */
export interface UplinkTime {
  ts: number
  /** Where a gateway's time, `ts`, contradicts it. */
  networkTs?: number | undefined
}

/**
 * When the uplink was received: the gateway's time; the network server's where no gateway says one,
 * or where both agree. If they differ, a clock is wrong or a gateway has sent what it kept: both
 * times are handed on. Of several gateways the one nearest to the server speaks. The same message
 * always gives the same times.
 */
export function readTime(gateways: readonly unknown[], server: unknown): UplinkTime | Refusal {
  const networkTs = parseTimestamp(server, 'time of the network server')
  if (typeof networkTs !== 'number') return networkTs
  const awayMs = (ts: number) => Math.abs(ts - networkTs)
  const [nearest] = gateways
    .map((time) => parseTimestamp(time))
    // One that has not seen a satellite yet says 1980, which is no time of anything.
    .filter((ts): ts is number => typeof ts === 'number' && ts >= earliestTs)
    .toSorted((a, b) => awayMs(a) - awayMs(b))
  if (nearest === undefined || awayMs(nearest) <= agreeWithinMs) return { ts: networkTs }
  return { ts: nearest, networkTs }
}

/** The gateway that heard the device loudest; nothing where none says how loud. */
export function readRadio(gateways: readonly Json[]): Radio {
  let best: Radio = {}
  for (const { rssi, snr } of gateways) {
    if (typeof rssi !== 'number' || rssi <= (best.rssi_dbm ?? -Infinity)) continue
    const snrDb = orZero(snr)
    best = { rssi_dbm: rssi, ...(typeof snrDb === 'number' && { snr_db: snrDb }) }
  }
  return best
}
