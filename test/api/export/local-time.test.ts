import { describe, expect, it } from 'vitest'
import { createLocalTimeFormat } from '#api/export/local-time.ts'

describe('a time in a file', () => {
  it('is the city’s, with its offset', () => {
    const format = createLocalTimeFormat('Asia/Tokyo')
    expect(format(Date.parse('2026-11-21T15:00:00.123Z'))).toBe('2026-11-22T00:00:00.123+09:00')
  })

  it('follows the changes of summer time, in both directions', () => {
    const format = createLocalTimeFormat('Europe/Berlin')
    expect(format(Date.parse('2026-03-29T00:59:59Z'))).toBe('2026-03-29T01:59:59.000+01:00')
    expect(format(Date.parse('2026-03-29T01:00:00Z'))).toBe('2026-03-29T03:00:00.000+02:00')
    expect(format(Date.parse('2026-03-29T00:59:59Z'))).toBe('2026-03-29T01:59:59.000+01:00')
  })

  it('knows offsets west of Greenwich and of half an hour, and UTC', () => {
    const noon = Date.parse('2026-01-01T12:00:00Z')
    expect(createLocalTimeFormat('America/St_Johns')(noon)).toBe('2026-01-01T08:30:00.000-03:30')
    expect(createLocalTimeFormat('UTC')(noon)).toBe('2026-01-01T12:00:00.000+00:00')
  })
})
