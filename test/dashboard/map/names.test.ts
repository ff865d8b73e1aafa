import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAreaRoom, type Ring } from '#dashboard/logic/map/area-room.ts'
import { overlaps, type Box } from '#dashboard/logic/map/declutter.ts'
import { shortenNames } from '#dashboard/logic/map/short-names.ts'

const ring = (...points: [number, number][]): Ring => points.map(([x, y]) => ({ x, y }))
const frame: Box = { left: 0, top: 0, right: 400, bottom: 300 }
const name = { width: 80, height: 20 }
const around = { frame, taken: [], lines: [] }

describe('the name of a lake', () => {
  // A wide basin at the right, a narrow arm to the left.
  const lake = [
    ring([0, 140], [200, 140], [200, 40], [390, 40], [390, 260], [200, 260], [200, 160], [0, 160]),
  ]

  it('stands in its widest water, whole', () => {
    const box = findAreaRoom(lake, name, around)
    expect(box?.left).toBeGreaterThan(200)
    expect(box?.right).toBeLessThan(390)
  })

  it('keeps clear of marks and islands, away from lines, and is left out where nothing is free', () => {
    const mark: Box = { left: 200, top: 40, right: 390, bottom: 170 }
    const besideMark = findAreaRoom(lake, name, { ...around, taken: [mark] })
    expect(besideMark?.top).toBeGreaterThanOrEqual(170)
    const island = ring([240, 60], [350, 60], [350, 190], [240, 190])
    const besideIsland = findAreaRoom([...lake, island], name, around)
    expect(besideIsland?.top).toBeGreaterThanOrEqual(190)
    const line = ring([200, 100], [390, 100])
    const besideLine = findAreaRoom(lake, name, { ...around, lines: [line] })
    expect(besideLine?.top).toBeGreaterThan(130)
    expect(findAreaRoom(lake, name, { ...around, taken: [frame] })).toBeUndefined()
    expect(findAreaRoom(lake, name, { ...around, frame: { ...frame, right: 190 } })).toBeUndefined()
  })

  it('never leaves the frame or covers what is taken, whatever is on the map', () => {
    const box = fc
      .record({ x: fc.integer({ min: 0, max: 380 }), y: fc.integer({ min: 0, max: 280 }) })
      .map(({ x, y }): Box => ({ left: x, top: y, right: x + 90, bottom: y + 40 }))
    fc.assert(
      fc.property(fc.array(box, { maxLength: 6 }), (taken) => {
        const found = findAreaRoom(lake, name, { ...around, taken })
        if (!found) return
        expect(taken.filter((other) => overlaps(found, other))).toEqual([])
        expect(found.left).toBeGreaterThanOrEqual(200)
        expect(found.right).toBeLessThanOrEqual(frame.right)
      }),
    )
  })
})

describe('names of devices on the map', () => {
  it('lose what stands in brackets, unless two would then be one', () => {
    const names = [
      '出島（西浦）',
      '江戸崎（小野川）',
      '江戸崎（新川）',
      'Dejima (Nishiura)',
      '（旧）橋',
    ]
    expect([...shortenNames(names).values()]).toEqual([
      '出島',
      '江戸崎（小野川）',
      '江戸崎（新川）',
      'Dejima',
      '（旧）橋',
    ])
  })
})
