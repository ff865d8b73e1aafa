import { describe, expect, it } from 'vitest'
import { type Import, imports } from './sources.ts'

type Link = Pick<Import, 'from' | 'to' | 'target'>

/** Groups of files that reach each other by their imports, those of types alone included. */
function listCircles(links: readonly Link[]): string[][] {
  const targets = new Map<string, string[]>()
  for (const { from, to, target } of links) {
    if (target === 'file') targets.set(from, [...(targets.get(from) ?? []), to])
  }
  const reached = new Map([...targets.keys()].map((file) => [file, reach(file, targets)]))
  const meet = (a: string, b: string) => !!reached.get(a)?.has(b) && !!reached.get(b)?.has(a)
  const inCircle = [...targets.keys()].filter((file) => meet(file, file)).toSorted()
  return inCircle
    .filter((file, index) => inCircle.findIndex((other) => meet(file, other)) === index)
    .map((first) => inCircle.filter((file) => meet(first, file)))
}

/** Every file that a file leads to by one import or more. */
function reach(start: string, targets: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>()
  const waiting = [start]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const next of targets.get(file) ?? []) {
      if (!found.has(next)) waiting.push(next)
      found.add(next)
    }
  }
  return found
}

describe('imports', () => {
  it('never lead back to where they began, not even by types', () => {
    expect(listCircles(imports)).toEqual([])
  })
})

describe('the search for circles', () => {
  const link = (from: string, to: string): Link => ({ from, to, target: 'file' })

  it('finds each circle once, however long, and nothing beside it', () => {
    const links = [
      link('a', 'b'),
      link('b', 'c'),
      link('c', 'a'),
      link('c', 'd'),
      link('e', 'a'),
      link('x', 'y'),
      link('y', 'x'),
      link('self', 'self'),
    ]
    expect(listCircles(links)).toEqual([['a', 'b', 'c'], ['self'], ['x', 'y']])
  })

  it('takes a row for a row', () => {
    expect(listCircles([link('a', 'b'), link('a', 'c'), link('b', 'c')])).toEqual([])
  })
})
