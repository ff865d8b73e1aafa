import { describe, expect, it } from 'vitest'
import { shortenName } from '#dashboard/logic/device/shorten-name.ts'
import {
  filterRows,
  shortThresholds,
  sortRows,
  type InventoryRow,
} from '#dashboard/logic/inventory/inventory-rows.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import { thresholds } from '../samples.ts'
import { item } from './items.ts'

const row = (more: Partial<InventoryItem>, trouble?: InventoryRow['trouble']): InventoryRow => {
  const shown = item(more)
  return { item: shown, trouble, kindTitle: '潮位', name: shown.name.ja }
}
const everything = { text: '', kinds: [], onlyTrouble: false }
const ids = (rows: readonly InventoryRow[]) => rows.map((one) => one.item.id)

describe('the list of devices', () => {
  const revoked = { state: 'revoked', issued_ts: 1, revoked_ts: 2 } as const
  const uplink = { source: 'lora', address: 'a84041ffff1ee2b4', profile: 'dragino' }
  const rows = [
    row({ id: 'tide-10', name: { ja: '第10水位計', en: 'Ten' } }),
    row({ id: 'tide-2', name: { ja: '第2水位計', en: 'Two' } }, 'expired'),
    row(
      { id: 'gone-1', name: { ja: 'あ', en: 'A' }, retired: { ts: 1, reason: '撤去' } },
      'missing',
    ),
    row({ id: 'shut-1', name: { ja: '閉', en: 'Shut' }, credential: revoked }),
    row({ id: 'far-1', name: { ja: '遠', en: 'Far' }, credential: revoked, uplink }),
  ]

  it('finds by id, by name in both languages, and in any width', () => {
    const found = (text: string) => ids(filterRows(rows, { ...everything, text }))
    expect(found('ＴＩＤＥ－２')).toEqual(['tide-2'])
    expect(found('第１０')).toEqual(['tide-10'])
    expect(found('shut')).toEqual(['shut-1'])
    expect(found('nothing')).toEqual([])
  })

  it('shows as trouble what is silent or cannot sign in, and not what is retired or bridged', () => {
    expect(ids(filterRows(rows, { ...everything, onlyTrouble: true }))).toEqual([
      'tide-2',
      'shut-1',
    ])
  })

  it('stands in the order of names, numbers as numbers, retired ones last', () => {
    expect(ids(sortRows(rows.slice(0, 3), 'ja'))).toEqual(['tide-2', 'tide-10', 'gone-1'])
  })

  it('finds its hundred among 2,000', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => row({ id: `tide-${index + 1_000}` }))
    expect(filterRows(many, { ...everything, text: 'tide-29' })).toHaveLength(100)
  })

  it('prints the thresholds in short, with a real minus', () => {
    expect(shortThresholds(item())).toBe('')
    const own = {
      ...thresholds,
      standby: -0.8,
      caution: null,
      evac: 0,
      danger: 1.5,
      overflow: null,
    }
    expect(shortThresholds(item({ thresholds: own }))).toBe('−0.80 / 0.00 / 1.50')
  })
})

describe('a long name', () => {
  it('is shortened from 25 characters on', () => {
    expect(shortenName('あ'.repeat(24))).toBe('あ'.repeat(24))
    expect(shortenName('あ'.repeat(25))).toBe(`${'あ'.repeat(23)}…`)
  })

  it('keeps the id that tells it from another of the same name', () => {
    const name = '江戸崎第二排水機場遊水池上流水位計（gauge-2）'
    expect(shortenName(name)).toBe('江戸崎第二排水機場遊水池上流…（gauge-2）')
  })

  it('counts what people see: a variant or a composed letter is one', () => {
    const variant = '葛\u{e0100}'.repeat(24)
    expect(shortenName(variant)).toBe(variant)
  })
})
