import { describe, expect, it } from 'vitest'
import { findNearestName } from '#domain/words/nearest-name.ts'

const fields = ['level_m', 'rain_mm', 'battery_v', 'rssi_dbm']

describe('a misspelt name', () => {
  it.each([
    ['levle_m', 'level_m'],
    ['levelm', 'level_m'],
    ['rain_m', 'rain_mm'],
    ['batery_v', 'battery_v'],
    ['rssi_dbmm', 'rssi_dbm'],
  ])('%s was probably meant to be %s', (word, name) => {
    expect(findNearestName(word, fields)).toBe(name)
  })

  it.each(['temperature', 'x', 'mac', ''])('%s is like none of them', (word) => {
    expect(findNearestName(word, fields)).toBeUndefined()
  })
})
