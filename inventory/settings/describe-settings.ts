import type { GaugeReference } from '#domain/wire/device.ts'
import type { ReferenceVersion, ThresholdsVersion } from '#domain/wire/inventory.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { DatedPart, SettingRow } from '#store/registry/setting.ts'
import { isPlanned, valueOf, type Settings } from './settings.ts'

/** The history of a part, newest first. */
function describeAll(settings: Settings, device: string, part: DatedPart) {
  const inForce = settings.findInForce(device, part)
  const stateOf = (row: SettingRow) => {
    if (row.cancelled_ts !== null) return 'cancelled' as const
    if (isPlanned(row)) return 'planned' as const
    return row.version === inForce?.version ? ('in_force' as const) : ('past' as const)
  }
  return settings
    .list(device, part)
    .toReversed()
    .map((row) => ({
      version: row.version,
      valid_from: row.valid_from,
      effective_ts: row.effective_ts,
      set_ts: row.set_ts,
      set_by: row.set_by,
      note: row.note,
      state: stateOf(row),
      value: valueOf(row) ?? null,
    }))
}

export const describeThresholds = (settings: Settings, device: string): ThresholdsVersion[] =>
  describeAll(settings, device, 'thresholds').map(({ value, ...row }) => ({
    ...row,
    thresholds: value as Thresholds | null,
  }))

export const describeReferences = (settings: Settings, device: string): ReferenceVersion[] =>
  describeAll(settings, device, 'gauge').map(({ value, ...row }) => ({
    ...row,
    gauge: value as GaugeReference | null,
  }))
