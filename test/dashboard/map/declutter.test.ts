import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { declutter, overlaps, type Wish } from '#dashboard/logic/map/declutter.ts'

const wish = (id: string, [x, y]: [number, number], more: Partial<Wish> = {}): Wish => ({
  id,
  x,
  y,
  size: 28,
  labelWidth: 0,
  group: 'tide',
  mergeable: true,
  ...more,
})

describe('marks on the map', () => {
  it('stay where they are while there is room, with their label', () => {
    const placed = declutter([wish('a', [0, 0], { labelWidth: 60 }), wish('b', [200, 0])])
    expect(placed.map(({ id, x, moved, label }) => [id, x, moved, label])).toEqual([
      ['a', 0, false, 'right'],
      ['b', 200, false, null],
    ])
  })

  it('turn the label to the other side, give it up before the place, and that before the mark', () => {
    const labelled = wish('b', [-50, 0], { labelWidth: 60, mergeable: false })
    const [, second] = declutter([wish('a', [0, 0]), labelled])
    expect(second).toMatchObject({ id: 'b', x: -50, label: 'left', moved: false })
    const [, , third] = declutter([wish('a', [0, 0]), wish('c', [-100, 0]), labelled])
    expect(third).toMatchObject({ id: 'b', x: -50, label: null, moved: false })
    const [, fourth] = declutter([wish('a', [0, 0]), wish('c', [2, 0], { mergeable: false })])
    expect(fourth).toMatchObject({ id: 'c', moved: true })
  })

  it('have no label that the edge of the map cuts', () => {
    const frame = { left: 0, top: 0, right: 400, bottom: 300 }
    const sideAt = (x: number) =>
      declutter([wish('a', [x, 50], { labelWidth: 90 })], frame)[0]?.label
    expect(sideAt(200)).toBe('right')
    expect(sideAt(370)).toBe('left')
    expect(declutter([wish('a', [50, 50], { labelWidth: 360 })], frame)[0]?.label).toBe(null)
    // Out of sight nothing is cut: it comes into sight whole.
    expect(sideAt(900)).toBe('right')
  })

  it('in a crowd calm marks are counted in a neighbour of their group', () => {
    const crowd = Array.from({ length: 30 }, (_, index) => wish(`m${index}`, [index % 3, 0]))
    const placed = declutter(crowd)
    const counted = placed.flatMap(({ merged }) => merged)
    expect(counted.length).toBeGreaterThan(10)
    expect(new Set([...counted, ...placed.map(({ id }) => id)]).size).toBe(30)
  })

  it('never cover each other, lose nobody, and keep every alarm visible', () => {
    const anyWish = fc.record({
      x: fc.integer({ min: 0, max: 600 }),
      y: fc.integer({ min: 0, max: 400 }),
      labelWidth: fc.constantFrom(0, 60),
      group: fc.constantFrom('tide', 'wind'),
      mergeable: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(anyWish, { maxLength: 40 }), (parts) => {
        const wishes = parts.map((part, index) => wish(String(index), [part.x, part.y], part))
        const placed = declutter(wishes)
        const all = placed.flatMap(({ id, merged }) => [id, ...merged])
        expect(all.toSorted()).toEqual(wishes.map(({ id }) => id).toSorted())
        const shown = new Set(placed.map(({ id }) => id))
        for (const { id, mergeable } of wishes) if (!mergeable) expect(shown.has(id)).toBe(true)
        // Only a mark without any free place nearby may lie over another, at its true position.
        const settled = placed.filter(({ moved, label }) => moved || label)
        for (const [index, a] of settled.entries()) {
          for (const b of settled.slice(index + 1)) expect(overlaps(a.box, b.box)).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })
})
