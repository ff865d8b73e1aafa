import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMeshCell } from '#domain/mobility/mesh.ts'
import { reduceRider } from '#domain/mobility/reduce-rider.ts'
import { settleReason } from '#domain/mobility/settle-reason.ts'

describe('the quarter mesh of JIS X 0410', () => {
  it('begins with the codes that everybody knows: 東京駅 lies in 5339-46-11', () => {
    expect(findMeshCell({ lat: 35.681236, lon: 139.767125 })).toEqual({
      lat: 35.680208,
      lon: 139.767188,
      code: '5339461132',
    })
  })

  it('has a cell of about 250 m around every place, and the centre lies in the same one', () => {
    const place = fc.record({
      lat: fc.double({ min: 20, max: 45.99, noNaN: true }),
      lon: fc.double({ min: 122, max: 153.99, noNaN: true }),
    })
    fc.assert(
      fc.property(place, ({ lat, lon }) => {
        const cell = findMeshCell({ lat, lon })
        expect(cell.code).toMatch(/^\d{4}[0-7]{2}\d{2}[1-4]{2}$/)
        expect(Math.abs(cell.lat - lat)).toBeLessThan(7.5 / 3_600)
        expect(Math.abs(cell.lon - lon)).toBeLessThan(11.25 / 3_600)
        expect(findMeshCell(cell)).toEqual(cell)
      }),
    )
  })

  it('has no code outside Japan, but the same grid', () => {
    expect(findMeshCell({ lat: 53.4444, lon: -2.9251 }).code).toBeUndefined()
  })
})

describe('an old event', () => {
  const door = { lat: 35.95, lon: 140.32 }

  it('keeps its stop, and else the mesh cell of the door', () => {
    const body = { type: 'pickup', ...door, stop_id: 'S1', to_lat: 35.9, to_lon: 140.3, note: '妻' }
    expect(reduceRider(body)).toEqual({
      type: 'pickup',
      stop_id: 'S1',
      to_lat: 35.901042,
      to_lon: 140.301563,
      to_mesh: findMeshCell({ lat: 35.9, lon: 140.3 }).code,
    })
  })

  it('is the same reduced twice', () => {
    const body = fc.record(
      {
        note: fc.string(),
        reason: fc.constantFrom('weather', '田中様 090-0000-0000'),
        stop_id: fc.constant('S1'),
        lat: fc.double({ min: 20, max: 46, noNaN: true }),
        lon: fc.double({ min: 122, max: 154, noNaN: true }),
      },
      { requiredKeys: ['lat', 'lon'] },
    )
    fc.assert(
      fc.property(body, (event) => {
        const once = reduceRider(event)
        expect(reduceRider(once)).toEqual(once)
        expect(JSON.stringify(once)).not.toContain('田中')
      }),
    )
  })
})

describe('a reason of before', () => {
  it('becomes other, and its text a note', () => {
    const said = { type: 'refused', reason: '定員超過のため' }
    expect(settleReason(said)).toEqual({
      type: 'refused',
      reason: 'other',
      note: '定員超過のため',
    })
    expect(settleReason({ ...said, note: '電話' })).toMatchObject({ note: '定員超過のため / 電話' })
  })

  it('stays where it is a code, and goes to the check where it never was a text', () => {
    for (const reason of ['weather', '', 7, null, 'x'.repeat(201)]) {
      expect(settleReason({ reason })).toEqual({ reason })
    }
  })
})
