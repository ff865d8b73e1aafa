import type { Graph, Road } from './graph.ts'

export interface Route {
  roads: readonly Road[]
  durationMs: number
}

interface Visit {
  durationMs: number
  /** Node before and the road from it; undefined at the start and where nothing was found yet. */
  via: { from: number; road: Road } | undefined
  done: boolean
}

const durationOf = (road: Road) => (road.lengthM / road.speedMps) * 1000

/** Dijkstra from one node to all; a city has a few dozen nodes, so a plain scan is quickest. */
function visitAll(graph: Graph, start: number): Visit[] {
  const visits: Visit[] = graph.nodes.map((_, index) => ({
    durationMs: index === start ? 0 : Infinity,
    via: undefined,
    done: false,
  }))
  for (;;) {
    const at = nextNode(visits)
    const visit = visits[at]
    if (!visit) return visits
    visit.done = true
    for (const road of graph.roads[at] ?? []) {
      const durationMs = visit.durationMs + durationOf(road)
      const other = visits[road.to]
      if (other && durationMs < other.durationMs) {
        other.durationMs = durationMs
        other.via = { from: at, road }
      }
    }
  }
}

function nextNode(visits: readonly Visit[]): number {
  let best = -1
  visits.forEach((visit, index) => {
    const shortest = visits[best]?.durationMs ?? Infinity
    if (!visit.done && visit.durationMs < shortest) best = index
  })
  return best
}

/** Quickest routes of a graph; each start is worked out once. */
export function createRoutes(graph: Graph): (from: number, to: number) => Route {
  const visitsFrom = new Map<number, Visit[]>()
  const routes = new Map<number, Route>()
  const findRoute = (from: number, to: number): Route => {
    const visits = visitsFrom.get(from) ?? visitAll(graph, from)
    visitsFrom.set(from, visits)
    const roads: Road[] = []
    for (let via = visits[to]?.via; via; via = visits[via.from]?.via) roads.unshift(via.road)
    return { roads, durationMs: visits[to]?.durationMs ?? Infinity }
  }
  return (from, to) => {
    const key = from * graph.nodes.length + to
    const known = routes.get(key) ?? findRoute(from, to)
    routes.set(key, known)
    return known
  }
}
