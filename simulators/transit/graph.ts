import { mixSeeds, unitAt } from '#domain/kinds/seeded.ts'
import { distanceM, pointBetween } from './geometry.ts'
import type { Point } from './geometry.ts'

/** A place that roads meet at. */
export interface Node extends Point {
  id: string
}

/** A road from one node to another; `line` starts and ends at them. */
export interface Road {
  to: number
  line: readonly Point[]
  lengthM: number
  speedMps: number
}

export interface Graph {
  nodes: readonly Node[]
  /** Roads leaving each node; every road exists in both directions. */
  roads: readonly (readonly Road[])[]
}

interface Pair {
  a: number
  b: number
  m: number
}

/** Roads to this many nearest places, besides those that keep the graph in one piece. */
const nearest = 3
/** Longer ones would cross fields and water that nobody knows of. */
const longestExtraM = 4_500

function allPairs(nodes: readonly Node[]): Pair[] {
  return nodes
    .flatMap((from, a) =>
      nodes.slice(a + 1).map((to, k) => ({ a, b: a + 1 + k, m: distanceM(from, to) })),
    )
    .toSorted((x, y) => x.m - y.m)
}

/** Kruskal: the shortest set of roads that reaches every place. */
function spanningPairs(nodes: readonly Node[], pairs: readonly Pair[]): Pair[] {
  const group = nodes.map((_, index) => index)
  return pairs.filter(({ a, b }) => {
    const [from, to] = [group[a], group[b]]
    if (from === to) return false
    group.forEach((member, index) => {
      if (member === from) group[index] = to ?? 0
    })
    return true
  })
}

function nearestPairs(nodes: readonly Node[], pairs: readonly Pair[]): Pair[] {
  const taken = nodes.map(() => 0)
  return pairs.filter(({ a, b, m }) => {
    const wanted = (taken[a] ?? 0) < nearest || (taken[b] ?? 0) < nearest
    if (m > longestExtraM || !wanted) return false
    taken[a] = (taken[a] ?? 0) + 1
    taken[b] = (taken[b] ?? 0) + 1
    return true
  })
}

/** A road is not a ruler: a gentle bow and a kink, at most a twelfth of its length to the side. */
function bend(from: Point, to: Point, seed: number): Point[] {
  const bow = (unitAt(seed, 1) - 0.5) / 6
  const kink = (unitAt(seed, 2) - 0.5) / 20
  const inner = [0.2, 0.4, 0.6, 0.8].map((share, index) => {
    const aside = bow * Math.sin(Math.PI * share) + (index % 2 === 0 ? kink : -kink)
    const on = pointBetween(from, to, share)
    return {
      lat: on.lat + (to.lon - from.lon) * aside * 0.81,
      lon: on.lon - ((to.lat - from.lat) * aside) / 0.81,
    }
  })
  return [from, ...inner, to]
}

function lengthOf(line: readonly Point[]): number {
  return line
    .slice(1)
    .reduce((sum, point, index) => sum + distanceM(line[index] ?? point, point), 0)
}

/** A road-like graph between real places: in one piece, roads between neighbours, slightly bent. */
export function createGraph(nodes: readonly Node[], seed: number): Graph {
  const pairs = allPairs(nodes)
  const chosen = new Set([...spanningPairs(nodes, pairs), ...nearestPairs(nodes, pairs)])
  const roads: Road[][] = nodes.map(() => [])
  for (const { a, b } of chosen) {
    const [from, to] = [nodes[a], nodes[b]]
    if (!from || !to) continue
    const own = mixSeeds(seed, a * nodes.length + b)
    const line = bend(from, to, own)
    // 35–50 km/h: town streets and country roads.
    const road = { line, lengthM: lengthOf(line), speedMps: 9.7 + 4.2 * unitAt(own, 3) }
    roads[a]?.push({ ...road, to: b })
    roads[b]?.push({ ...road, to: a, line: line.toReversed() })
  }
  return { nodes, roads }
}
