import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlaps, type Box } from '#dashboard/logic/map/declutter.ts'
import { placeArrows, type ArrowWish } from '#dashboard/logic/map/edge-arrows.ts'

const frame: Box = { left: 6, top: 6, right: 640, bottom: 480 }
const middle = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 }
const arrow = (id: string, [x, y]: [number, number]): ArrowWish => ({
  id,
  x,
  y,
  width: 130,
  height: 34,
})
const centreOf = ({ left, right, top, bottom }: Box) => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
})

/** A place outside the frame, seen from its middle under any angle and at any distance. */
const beyond = fc
  .record({
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    distance: fc.double({ min: 420, max: 1e7, noNaN: true }),
  })
  .map(({ angle, distance }): [number, number] => [
    middle.x + Math.cos(angle) * distance,
    middle.y + Math.sin(angle) * distance,
  ])

const anyBox = fc
  .record({
    x: fc.integer({ min: 0, max: 560 }),
    y: fc.integer({ min: 0, max: 420 }),
    width: fc.integer({ min: 10, max: 160 }),
    height: fc.integer({ min: 10, max: 160 }),
  })
  .map(({ x, y, width, height }): Box => ({
    left: x,
    top: y,
    right: x + width,
    bottom: y + height,
  }))

const isClose = (a: number, b: number) => Math.abs(a - b) < 1e-6

describe('arrows at the edge of the map', () => {
  it('stand where the line of sight leaves the map, at each side', () => {
    const places: [string, [number, number]][] = [
      ['up', [middle.x, -500]],
      ['right', [5_000, middle.y]],
      ['down', [middle.x, 900]],
      ['left', [-5_000, middle.y]],
    ]
    const placed = placeArrows(
      places.map(([id, at]) => arrow(id, at)),
      frame,
      [],
    )
    const edges = placed.map(({ id, box, angle }) => [id, box, Math.round((angle * 180) / Math.PI)])
    const [half, side] = [65, 17]
    expect(edges).toEqual([
      ['up', { left: middle.x - half, right: middle.x + half, top: 6, bottom: 40 }, -90],
      ['right', { left: 510, right: 640, top: middle.y - side, bottom: middle.y + side }, 0],
      ['down', { left: middle.x - half, right: middle.x + half, top: 446, bottom: 480 }, 90],
      ['left', { left: 6, right: 136, top: middle.y - side, bottom: middle.y + side }, 180],
    ])
  })

  it('lie on the edge, towards their place, over no other arrow and over no control', () => {
    fc.assert(
      fc.property(
        fc.array(beyond, { minLength: 1, maxLength: 8 }),
        fc.array(anyBox, { maxLength: 3 }),
        (places, controls) => {
          const wishes = places.map((at, index) => arrow(String(index), at))
          const placed = placeArrows(wishes, frame, controls)
          for (const [index, { id, box, angle }] of placed.entries()) {
            const wish = wishes[Number(id)] ?? arrow('', [0, 0])
            const at = centreOf(box)
            const isOnEdge =
              isClose(box.left, frame.left) ||
              isClose(box.right, frame.right) ||
              isClose(box.top, frame.top) ||
              isClose(box.bottom, frame.bottom)
            expect(isOnEdge).toBe(true)
            expect(box.left).toBeGreaterThanOrEqual(frame.left - 1e-6)
            expect(box.right).toBeLessThanOrEqual(frame.right + 1e-6)
            expect(box.top).toBeGreaterThanOrEqual(frame.top - 1e-6)
            expect(box.bottom).toBeLessThanOrEqual(frame.bottom + 1e-6)
            const [toX, toY] = [wish.x - middle.x, wish.y - middle.y]
            expect((at.x - middle.x) * toX + (at.y - middle.y) * toY).toBeGreaterThan(0)
            const aside = (wish.x - at.x) * Math.sin(angle) - (wish.y - at.y) * Math.cos(angle)
            expect(Math.abs(aside)).toBeLessThan(1e-6 * Math.hypot(wish.x, wish.y))
            const others = [...controls, ...placed.slice(index + 1).map((other) => other.box)]
            expect(others.filter((other) => overlaps(box, other))).toEqual([])
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are exactly in the line of sight while nothing is in the way', () => {
    fc.assert(
      fc.property(beyond, ([x, y]) => {
        const [only] = placeArrows([arrow('a', [x, y])], frame, [])
        const at = centreOf(only?.box ?? frame)
        const [toX, toY] = [x - middle.x, y - middle.y]
        const turn = (at.x - middle.x) * toY - (at.y - middle.y) * toX
        expect(Math.abs(turn) / Math.hypot(toX, toY)).toBeLessThan(1e-3)
      }),
    )
  })

  it('give way to what is more important, and are left out where there is no room', () => {
    const [first, second] = placeArrows(
      [arrow('a', [middle.x, -500]), arrow('b', [middle.x, -500])],
      frame,
      [],
    )
    expect(centreOf(first?.box ?? frame).x).toBe(middle.x)
    expect(second?.box.left).toBeGreaterThanOrEqual(first?.box.right ?? Infinity)
    expect(placeArrows([arrow('a', [0, -500])], frame, [frame])).toEqual([])
    const tiny = { left: 0, top: 0, right: 100, bottom: 300 }
    expect(placeArrows([arrow('a', [0, -500])], tiny, [])).toEqual([])
  })
})
