import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byteOrderMark, formatCsvLine } from '#api/export/csv.ts'
import { rowOf } from '#api/inventory/inventory-row.ts'
import { verticalDatums } from '#domain/alarms/vertical-datum.ts'
import { createInventoryColumns } from '#domain/devices/columns/columns.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { createImport } from '#inventory/import/read-import.ts'
import type { NewDevice, PlannedChange } from '#inventory/inventory.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { openTestInventory, type TestInventory } from './open-test-inventory.ts'
import { bySato } from './people-and-gauge.ts'

const columns = createInventoryColumns(kinds)

/** The file that `GET /v1/inventory?format=csv` sends. */
function write(items: readonly InventoryItem[]): string {
  const rows = items.map((item) => {
    const row = rowOf(columns, item)
    return formatCsvLine(columns.map(({ name }) => row[name] ?? null))
  })
  return byteOrderMark + formatCsvLine(columns.map(({ name }) => name)) + rows.join('')
}

// What spreadsheets run, quote, or take for something else; and what people write.
const unit = fc.constantFrom(...'=+-@\'",;\t川橋Ａ1a.　 '.split(''), '\n', '\r\n')
const text = (maxLength: number) => fc.string({ unit, minLength: 1, maxLength })
const name = fc
  .string({
    unit: fc.constantFrom(...'=+-@\'",;川橋Ａ1a. '.split('')),
    minLength: 1,
    maxLength: 12,
  })
  .filter((word) => word.trim() !== '')
const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true })

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const gauge = fc.record({
  kind: fc.constant('flood'),
  every_ms: optional(fc.record({ active: fc.integer({ min: 1_000, max: 3_600_000 }) })),
  normally_flat: optional(fc.boolean()),
  gauge: optional(
    fc.record({
      datum: fc.constantFrom(...verticalDatums),
      zero_height_m: fc.option(number(-9, 9)),
      zero_height_epoch: fc.option(fc.constantFrom('2011' as const, '2024' as const)),
      water_body: fc.record({ ja: name, en: name }),
    }),
  ),
  thresholds: optional(
    fc.record({
      levels: fc.uniqueArray(number(-30, 30), { minLength: 5, maxLength: 5 }),
      source: text(20),
      verified: fc.boolean(),
      authority: fc.constantFrom('local' as const, 'official' as const),
      valid_from: fc.option(fc.constantFrom('2020-04-01', '2026-06-15')),
    }),
  ),
})

const device = fc
  .tuple(
    fc.record({
      name: fc.record({ ja: name, en: name }),
      position: fc.option(fc.record({ lat: number(20, 46), lon: number(122, 154) })),
      note: optional(text(30).filter((word) => word.trim() !== '')),
    }),
    fc.oneof(gauge, fc.record({ kind: fc.constantFrom('wifi', 'farm') })),
  )
  .map(([common, own]): Omit<NewDevice, 'id'> => {
    const { thresholds, ...rest } = { thresholds: undefined, ...own }
    const said = Object.fromEntries(
      Object.entries({ ...common, ...rest }).filter(([, value]) => value !== undefined),
    )
    const described = { ...said, origin: 'field', role: 'sensor' } as Omit<NewDevice, 'id'>
    if (!thresholds) return described
    const { levels, ...more } = thresholds
    const [standby = 0, caution = 0, evac = 0, danger = 0, overflow = 0] = levels.toSorted(
      (a, b) => a - b,
    )
    const rising = { standby, caution, evac, danger, overflow }
    return { ...described, thresholds: { ...localThresholds(rising), ...more } }
  })

describe('the file of an inventory', () => {
  let opened: TestInventory
  let numbered = 0
  beforeAll(() => {
    opened = openTestInventory()
  })
  afterAll(() => {
    opened.inventory.close()
    opened.registry.close()
  })

  /** Adds devices to those of the runs before; gives the new ones as they are then. */
  function add(described: readonly Omit<NewDevice, 'id'>[]): InventoryItem[] {
    const named = described.map((one) => ({ ...one, id: `device-${(numbered += 1)}` }))
    const changes = named.map((one): PlannedChange => ({ act: 'add', device: one }))
    const done = opened.inventory.changeAll(changes, bySato())
    if (isRefusal(done)) throw new Error(done.detail)
    return done.changed.map(({ device: added }) => added)
  }
  const look = (file: string) =>
    createImport(
      opened.inventory,
      kinds,
    )(Buffer.from(file)).report({ dryRun: true, language: 'en' })

  it('changes nothing as it was exported, whatever the devices hold', () => {
    fc.assert(
      fc.property(fc.array(device, { minLength: 1, maxLength: 6 }), (described) => {
        const items = add(described)
        const { errors, changed, unchanged } = look(write(items))
        expect({ errors, changed, unchanged }).toEqual({
          errors: [],
          changed: [],
          unchanged: items.length,
        })
      }),
      { numRuns: 40 },
    )
  })

  it('changes the one cell that somebody edited, and no other', () => {
    fc.assert(
      fc.property(fc.tuple(device, device), fc.nat(1), (described, at) => {
        const items = add(described)
        const edited = items.map((item, index) =>
          index === at ? { ...item, camera_url: 'https://camera.example/1' } : item,
        )
        const { errors, changed, unchanged } = look(write(edited))
        expect({ errors, changed, unchanged }).toEqual({
          errors: [],
          changed: [{ device: items[at]?.id, fields: ['camera_url'] }],
          unchanged: 1,
        })
      }),
      { numRuns: 20 },
    )
  })
})

describe('docs/devices.md', () => {
  it('lists every column of the file with its Japanese heading, and no other', () => {
    const page = readFileSync(new URL('../../docs/devices.md', import.meta.url), 'utf8')
    const listed = [...page.matchAll(/^\| `([a-z_]+)` +\| (\S+) +\|/gm)].map(
      ([, name, heading]) => [name, heading],
    )
    const known = columns.map(({ name, label }) => [name, label.ja])
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(known))
  })
})
