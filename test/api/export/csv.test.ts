import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsvLine } from '#api/export/csv.ts'

/** Reads one line as RFC 4180 says. */
function parseLine(line: string): string[] {
  const cells = line.replace(/\r\n$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)
  return [...cells].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '')
}

describe('a line of CSV', () => {
  it('leaves numbers alone, also negative ones, and nothing for null', () => {
    expect(formatCsvLine([-0.5, 3, null, 'ok', true])).toBe('-0.5,3,,ok,true\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'gives %j to a spreadsheet as text, never as a formula',
    (text) => {
      const [cell] = parseLine(formatCsvLine([text]))
      expect(cell).toBe(`'${text}`)
    },
  )

  it('brings every text back as it was', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((s) => !/^[=+\-@\t\r]/.test(s))
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        expect(parseLine(formatCsvLine(cells))).toEqual(cells)
      }),
    )
  })
})
