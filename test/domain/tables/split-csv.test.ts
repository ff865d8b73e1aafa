import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsvLine } from '#api/export/csv.ts'
import { splitCsv } from '#domain/tables/split-csv.ts'

const cellsOf = (text: string, separator = ',') =>
  splitCsv(text, separator).map(({ cells }) => cells)

describe('a CSV text', () => {
  it('gives back what our own export writes, whatever the cells hold', () => {
    // The export puts an apostrophe before what a spreadsheet would run; the rest is as it was.
    const unit = fc.constantFrom('a', '7', ',', '"', '\n', '\r\n', ' ', '、')
    const cell = fc.string({ unit }).map((text) => text.replace(/^\r/, ''))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1 }), { maxLength: 8 }), (records) => {
        expect(cellsOf(records.map(formatCsvLine).join(''))).toEqual(records)
      }),
    )
  })

  it('never fails, and every record begins on a later line than the one before', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r') })
    fc.assert(
      fc.property(letters, (text) => {
        const lines = splitCsv(text, ',').map(({ line }) => line)
        expect(lines).toEqual(lines.toSorted((a, b) => a - b))
        expect(new Set(lines).size).toBe(lines.length)
      }),
    )
  })

  it('counts lines as an editor does, through quoted ones', () => {
    const text = 'a,b\n"1\n2",x\r\n3,4\n'
    expect(splitCsv(text, ',').map(({ line }) => line)).toEqual([1, 2, 4])
  })

  it('says of its last record whether it may be cut', () => {
    expect(splitCsv('a,b\n1,2', ',').at(-1)).toMatchObject({ isEnded: false, isOpen: false })
    expect(splitCsv('a,b\n1,"2', ',').at(-1)).toMatchObject({ isOpen: true })
    expect(splitCsv('a,b\n1,2\n', ',').at(-1)).toMatchObject({ isEnded: true })
  })
})
