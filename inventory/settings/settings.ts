import type { Device } from '#domain/devices/device.ts'
import type { DatedPart, SettingRow } from '#store/registry/setting.ts'

/** The dated settings of all devices, in memory. */
export interface Settings {
  /** In the order in which they were set. */
  list(device: string, part: DatedPart): readonly SettingRow[]
  /** What counts now; undefined where a device never had any. */
  findInForce(device: string, part: DatedPart): SettingRow | undefined
  find(version: number): SettingRow | undefined
  /** What is still to come, soonest first. */
  listPlanned(device?: string): SettingRow[]
  /** Takes over what is on disk already. */
  put(row: SettingRow): void
}

export const datedParts: readonly DatedPart[] = ['thresholds', 'gauge']

const bySoonest = (a: SettingRow, b: SettingRow) =>
  a.effective_ts - b.effective_ts || a.version - b.version

const keyOf = (device: string, part: DatedPart) => `${part} ${device}`

export const isPlanned = ({ applied_ts, cancelled_ts }: SettingRow): boolean =>
  applied_ts === null && cancelled_ts === null

export function createSettings(rows: readonly SettingRow[]): Settings {
  const byKey = new Map<string, SettingRow[]>()
  const byVersion = new Map<number, SettingRow>()
  // Few at a time, and asked every second.
  const planned = new Map<number, SettingRow>()
  const list = (device: string, part: DatedPart) => byKey.get(keyOf(device, part)) ?? []
  const put = (row: SettingRow) => {
    const key = keyOf(row.device, row.part)
    const others = list(row.device, row.part).filter(({ version }) => version !== row.version)
    byKey.set(
      key,
      [...others, row].toSorted((a, b) => a.version - b.version),
    )
    byVersion.set(row.version, row)
    if (isPlanned(row)) planned.set(row.version, row)
    else planned.delete(row.version)
  }
  for (const row of rows) put(row)
  return {
    list,
    put,
    find: (version) => byVersion.get(version),
    findInForce: (device, part) =>
      list(device, part)
        .filter(({ applied_ts }) => applied_ts !== null)
        .toSorted(bySoonest)
        .at(-1),
    listPlanned: (device) =>
      [...planned.values()]
        .filter((row) => device === undefined || row.device === device)
        .toSorted(bySoonest),
  }
}

/** The value of a setting, as the device's description holds it; undefined for none. */
export const valueOf = (row: SettingRow | undefined): unknown =>
  row?.value === null || row === undefined ? undefined : (JSON.parse(row.value) as unknown)

/** The device with a setting in force. */
export function withSetting(device: Device, part: DatedPart, value: unknown): Device {
  const { [part]: _before, ...rest } = device
  return value === undefined ? rest : { ...rest, [part]: value }
}
