import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { declutter, overlaps, type Wish } from '#dashboard/logic/map/declutter.ts'

const wish = (id: string, [x, y]: [number, number], more: Partial<Wish> = {}): Wish => ({
  id,
  x,
  y,
  size: 28,
  labelWidths: [],
  labelHeight: 20,
  group: 'tide',
  mergeable: true,
  ...more,
})

describe('marks on the map', () => {
  it('stay where they are while there is room, with their label', () => {
    const placed = declutter([wish('a', [0, 0], { labelWidths: [60] }), wish('b', [200, 0])])
    expect(placed.map(({ id, x, moved, label }) => [id, x, moved, label])).toEqual([
      ['a', 0, false, { side: 'right', index: 0 }],
      ['b', 200, false, null],
    ])
  })

  const labelled = wish('b', [-50, 0], { labelWidths: [60, 30], mergeable: false })

  it('turn the label to the other side, then below, and step aside before they say less', () => {
    const beside = [wish('a', [0, 0]), wish('c', [-100, 0])]
    const labelAfter = (others: Wish[]) => declutter([...others, labelled]).at(-1)
    expect(labelAfter([])).toMatchObject({ x: -50, label: { side: 'right', index: 0 } })
    expect(labelAfter(beside.slice(0, 1))).toMatchObject({ x: -50, label: { side: 'left' } })
    expect(labelAfter(beside)).toMatchObject({ x: -50, label: { side: 'below', index: 0 } })
    // Small things that are in the way of the long label on all four sides, and of no mark.
    const blocked = [
      [20, 0],
      [-120, 0],
      [-78, 22],
      [-78, -22],
    ].map(([x = 0, y = 0]) => ({ left: x, right: x + 2, top: y - 2, bottom: y + 2 }))
    const [aside] = declutter([labelled], { blocked })
    expect(aside).toMatchObject({ moved: true, label: { index: 0 } })
    const full = [...Array(9).keys()].flatMap((column) =>
      [...Array(9).keys()].map((row) =>
        wish(`${column}/${row}`, [-50 + (column - 4) * 31, (row - 4) * 31], { mergeable: false }),
      ),
    )
    const open = full.filter(({ x, y }) => x !== -50 || y !== 0)
    expect(labelAfter(open)).toMatchObject({ x: -50, label: null, moved: false })
  })

  it('lay no label over a mark that is still to come', () => {
    const late = wish('late', [0, 0], { mergeable: false })
    const [first, second] = declutter([labelled, late])
    expect(first).toMatchObject({ label: { side: 'left' } })
    expect(second).toMatchObject({ x: 0, moved: false })
  })

  it('have no label that the edge of the map cuts, and keep off what lies on the map', () => {
    const frame = { left: 0, top: 0, right: 400, bottom: 300 }
    const placeAt = (x: number, labelWidths = [90]) =>
      declutter([wish('a', [x, 50], { labelWidths, mergeable: false })], { frame })[0]
    expect(placeAt(200)).toMatchObject({ label: { side: 'right' } })
    expect(placeAt(370)).toMatchObject({ label: { side: 'left' } })
    expect(placeAt(50, [420])).toMatchObject({ label: null })
    // The mark itself is whole, too.
    expect(placeAt(396)).toMatchObject({ moved: true })
    // Out of sight nothing is cut: it comes into sight whole.
    expect(placeAt(900)).toMatchObject({ label: { side: 'right' }, moved: false })
    const blocked = [{ left: 215, top: 0, right: 400, bottom: 300 }]
    const wishes = [wish('a', [200, 50], { labelWidths: [90] })]
    expect(declutter(wishes, { frame, blocked })[0]).toMatchObject({ label: { side: 'left' } })
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
      labelWidths: fc.constantFrom([], [60], [90, 40]),
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
          for (const b of settled.slice(index + 1)) {
            const over = a.boxes.filter((box) => b.boxes.some((other) => overlaps(box, other)))
            expect(over).toEqual([])
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
