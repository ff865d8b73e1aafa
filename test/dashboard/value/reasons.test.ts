import { describe, expect, it } from 'vitest'
import { reasonFlag, reasonText } from '#dashboard/logic/value/reasons.ts'
import { flags } from '#domain/readings/flags.ts'
import { textIn, tide } from '../samples.ts'

describe('why a value is doubted', () => {
  it('is said with the weight of its own test, not of the worst field beside it', () => {
    const failed = { flag: flags.fail }
    expect(reasonFlag(failed, 'range:wave_cm')).toBe(flags.fail)
    expect(reasonFlag(failed, 'step:height_m')).toBe(flags.suspect)
    expect(reasonFlag(failed, 'clock_future')).toBe(flags.suspect)
  })

  it('names the field, in the language of the page', () => {
    expect(reasonText('step:height_m', tide, textIn('ja'))).toMatch(/：急な変化$/)
    expect(reasonText('clock_future', tide, textIn('en'))).toBe('time is in the future')
  })
})
