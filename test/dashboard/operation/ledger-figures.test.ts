import { expect, it } from 'vitest'
import { ledgerFigures } from '#dashboard/logic/operation/ledger-figures.ts'
import { dictionaries } from '#dashboard/words/words.ts'

const ledger = {
  expected: 12,
  received: 11,
  duplicates: 2,
  revised: 2,
  late: 1,
  missing: 3,
  restarts: 0,
}

it('what came and what is missing add up to what was expected, corrections or not', () => {
  const figures = ledgerFigures(ledger, dictionaries.ja)
  const counts = Object.fromEntries(figures.map(({ name, count }) => [name, count]))
  expect(counts).toMatchObject({ 想定: 12, 受信: 9, 欠落: 3, 訂正: 2 })
})

it('of a device without numbers nothing is said to be expected', () => {
  const figures = ledgerFigures({ ...ledger, expected: null }, dictionaries.en)
  expect(figures.map(({ name }) => name)).not.toContain('Expected')
})
