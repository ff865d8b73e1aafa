import { levelOf } from '#domain/alarms/levels.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { ThresholdsPreview } from '#domain/wire/inventory.ts'
import type { Store } from '#store/store.ts'
import { byPlace, usableValueOf, type GaugeValue } from '../level/gauge-value.ts'
import { createRule, type GaugeRule } from '../level/rule.ts'
import { countRaises } from './count-raises.ts'

/** Long enough for a few rains, short enough to be read while somebody waits. */
const previewMs = 14 * 86_400_000
const pageLimit = 5_000

/** What thresholds are tried on: the device as it is, and as it would be. */
interface Tried {
  present: Device
  given: Device
}

/**
 * What other thresholds would have raised in the last 14 days, beside those in force. Rejects while
 * the store cannot be read.
 */
export async function previewThresholds(
  {
    store,
    kinds,
    clock,
  }: { store: Pick<Store, 'listReadings'>; kinds: readonly Kind[]; clock: Clock },
  { present, given }: Tried,
): Promise<ThresholdsPreview> {
  const now = clock.now()
  const range = { from: now - previewMs, to: now }
  const presentRule = getRule(present, kinds)
  const values = await listValues(store, presentRule, range)
  const newest = values.at(-1)
  const value = newest?.value ?? null
  return {
    from_ts: range.from,
    to_ts: range.to,
    values: values.length,
    given: count(values, getRule(given, kinds)),
    present: count(values, presentRule),
    now: {
      value,
      ts: newest?.ts ?? null,
      given_level: levelOf(value, given.thresholds) ?? 0,
      present_level: levelOf(value, present.thresholds) ?? 0,
    },
  }
}

function getRule(device: Device, kinds: readonly Kind[]): GaugeRule {
  const kind = kinds.find(({ id }) => id === device.kind)
  const rule = kind && createRule(device, kind)
  if (!rule) throw new Error(`"${device.kind}" has no levels`)
  return rule
}

const count = (values: readonly GaugeValue[], { thresholds, stepPer10Min }: GaugeRule) =>
  thresholds ? countRaises(values, { thresholds, stepPer10Min }) : []

async function listValues(
  store: Pick<Store, 'listReadings'>,
  { device, field }: GaugeRule,
  range: { from: number; to: number },
): Promise<GaugeValue[]> {
  const values: GaugeValue[] = []
  let cursor: string | undefined
  do {
    const page = { limit: pageLimit, cursor }
    const { items, next_cursor } = await store.listReadings(device.kind, device.id, range, page)
    values.push(...items.flatMap((reading) => usableValueOf(reading, field) ?? []))
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return values.toSorted(byPlace)
}
