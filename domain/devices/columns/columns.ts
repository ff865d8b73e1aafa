import { thresholdKeys, thresholdNameOf } from '../../alarms/levels.ts'
import { verticalDatums } from '../../alarms/vertical-datum.ts'
import type { Kind } from '../../kinds/kind.ts'
import type { InventoryItem } from '../../wire/inventory.ts'
import type { CellValue, InventoryColumn } from './column.ts'
import {
  parseAddress,
  parseDay,
  parseNumber,
  parseText,
  parseWord,
  parseYesNo,
} from './parse-cell.ts'

type Read = InventoryColumn['read']

interface More {
  parse: InventoryColumn['parse']
  aliases?: readonly string[]
  isClearable?: true
}

/** `[name, label.ja, label.en]` */
type Named = readonly [name: string, ja: string, en: string]

function column([name, ja, en]: Named, read: Read, more: More): InventoryColumn {
  return { name, label: { ja, en }, aliases: [], isClearable: false, read, ...more }
}

const text = { parse: parseText(500) }
const name = { parse: parseText(100) }
const number = { parse: parseNumber, isClearable: true } as const
const day = { parse: parseDay, isClearable: true } as const
const nothing = (): null => null

/**
 * The columns of the file in which devices leave and come back, in order. The export writes them
 * and the import reads them, so a file that nobody changed changes nothing.
 */
export function createInventoryColumns(kinds: readonly Kind[]): readonly InventoryColumn[] {
  const modes = new Set(kinds.flatMap((kind) => Object.keys(kind.reporting.everyMs)))
  return [
    ...descriptive(kinds),
    ...ofThresholds,
    ...ofGauge,
    ...[...modes].map(everyColumn),
    ...ofCare,
  ]
}

const descriptive = (kinds: readonly Kind[]): InventoryColumn[] => [
  column(['id', '機器ID', 'Device'], ({ id }) => id, { ...name, aliases: ['機器', 'device_id'] }),
  column(['kind', '種類', 'Kind'], ({ kind }) => kind, {
    parse: parseWord(Object.fromEntries(kinds.map(({ id, title }) => [id, [title.ja, title.en]]))),
    aliases: ['種別'],
  }),
  column(['name_ja', '名称', 'Name'], (item) => item.name.ja, {
    ...name,
    aliases: ['名前', '機器名'],
  }),
  column(['name_en', '英語名称', 'English name'], (item) => item.name.en, {
    ...name,
    aliases: ['英語名', '名称（英語）'],
  }),
  column(['role', '役割', 'Role'], ({ role }) => role, {
    parse: parseWord({ sensor: ['センサー'], desk: ['受付', '配車'] }),
  }),
  column(['lat', '緯度', 'Latitude'], ({ position }) => position?.lat ?? null, number),
  column(['lon', '経度', 'Longitude'], ({ position }) => position?.lon ?? null, {
    ...number,
    aliases: ['lng'],
  }),
]

const ofThresholds: readonly InventoryColumn[] = [
  ...thresholdKeys.map((key) => {
    const { ja, en } = thresholdNameOf(key, 'official')
    return column([key, ja, en], ({ thresholds }) => thresholds?.[key] ?? null, {
      ...number,
      aliases: [thresholdNameOf(key, 'local').ja],
    })
  }),
  column(['authority', '設定者', 'Set by'], ({ thresholds }) => thresholds?.authority ?? null, {
    parse: parseWord({ official: ['河川管理者', '公式'], local: ['市', '市設定'] }),
  }),
  column(['source', '出典', 'Source'], ({ thresholds }) => thresholds?.source ?? null, {
    ...text,
    isClearable: true,
  }),
  column(['verified', '確認済み', 'Verified'], ({ thresholds }) => thresholds?.verified ?? null, {
    parse: parseYesNo,
  }),
  column(['valid_from', '適用日', 'Valid from'], (item) => item.thresholds?.valid_from ?? null, {
    ...day,
    aliases: ['適用開始日'],
  }),
  // Said with a change; the device has none.
  column(['threshold_note', '基準水位の備考', 'Note on thresholds'], nothing, text),
]

const ofGauge: readonly InventoryColumn[] = [
  column(['water_body_ja', '河川名', 'Water'], ({ gauge }) => gauge?.water_body.ja ?? null, name),
  column(
    ['water_body_en', '英語河川名', 'Water in English'],
    ({ gauge }) => gauge?.water_body.en ?? null,
    name,
  ),
  column(['datum', '基準面', 'Datum'], ({ gauge }) => gauge?.datum ?? null, {
    parse: parseWord(Object.fromEntries(verticalDatums.map((word) => [word, []]))),
  }),
  column(
    ['zero_height_m', '零点高', 'Height of zero'],
    ({ gauge }) => gauge?.zero_height_m ?? null,
    number,
  ),
  column(
    ['zero_height_epoch', '測地成果', 'Levelling of'],
    ({ gauge }) => gauge?.zero_height_epoch ?? null,
    { parse: parseWord({ 2011: [], 2024: [] }), isClearable: true },
  ),
  column(['zero_valid_from', '零点高の適用日', 'Zero valid from'], nothing, day),
  column(['normally_flat', '常時一定', 'Normally flat'], ({ normally_flat }) => normally_flat, {
    parse: parseYesNo,
  }),
]

/** Beginning of the names of columns with intervals; the mode follows, then the unit. */
const every = (mode: string) => `every_${mode}_s`

/** The mode of a column with an interval; undefined for any other column. */
export const modeOf = (column: string): string | undefined => /^every_(.+)_s$/.exec(column)?.[1]

const everyColumn = (mode: string): InventoryColumn =>
  column(
    [every(mode), `報告間隔_${mode}`, `Interval, ${mode}`],
    ({ every_ms }) => inSeconds(every_ms?.[mode]),
    number,
  )

const inSeconds = (ms: number | undefined): CellValue => (ms === undefined ? null : ms / 1_000)

const ofUplink =
  (part: 'source' | 'address' | 'profile') =>
  ({ uplink }: InventoryItem) =>
    uplink?.[part] ?? null

const ofCare: readonly InventoryColumn[] = [
  column(['out_of_service', '休止中', 'Out of service'], (item) => item.out_of_service, {
    parse: parseYesNo,
  }),
  column(['service_reason', '休止理由', 'Reason'], ({ service }) => service?.reason ?? null, text),
  column(['camera_url', 'カメラ', 'Camera'], ({ camera_url }) => camera_url, {
    parse: parseText(2_000),
    isClearable: true,
  }),
  column(['note', '備考', 'Note'], ({ note }) => note, {
    parse: parseText(2_000),
    isClearable: true,
  }),
  column(['uplink_source', '中継元', 'Bridge source'], ofUplink('source'), text),
  column(['uplink_address', '中継アドレス', 'Address there'], ofUplink('address'), {
    parse: parseAddress,
    aliases: ['DevEUI'],
  }),
  column(['uplink_profile', 'プロファイル', 'Profile'], ofUplink('profile'), text),
  column(
    ['mounting_height_m', '設置高', 'Mounting height'],
    ({ uplink }) => numberIn(uplink?.settings?.['mounting_height_m']),
    number,
  ),
]

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null)
