import { mixSeeds } from '#domain/kinds/seeded.ts'
import { createGraph } from './graph.ts'
import type { Node } from './graph.ts'
import type { StopRole } from './requests.ts'
import { createRoutes } from './routes.ts'
import type { Route } from './routes.ts'

export interface TransitStop extends Node {
  role: StopRole
  depot: boolean
}

/** The roads as a dispatcher sees them. */
export interface Network {
  nodeAt: (index: number) => Node
  route: (from: number, to: number) => Route
  /** Node of the depot. */
  depot: number
  /** Nodes where an idle vehicle waits for the next call. */
  hubs: readonly number[]
}

interface NetworkOptions {
  seed: number
  /** Places without a stop that roads pass through. */
  places: readonly Node[]
  stops: readonly TransitStop[]
}

/** Stops come first among the nodes: the index of a stop is that of its node. */
export function createNetwork({ seed, places, stops }: NetworkOptions): Network {
  const taken = new Set(stops.map(({ lat, lon }) => `${lat} ${lon}`))
  const nodes = [...stops, ...places.filter(({ lat, lon }) => !taken.has(`${lat} ${lon}`))]
  const route = createRoutes(createGraph(nodes, mixSeeds(seed, 41)))
  const depot = Math.max(
    0,
    stops.findIndex((stop) => stop.depot),
  )
  const hubs = stops.flatMap(({ role }, index) => (role === 'shopping' ? [index] : []))
  return {
    nodeAt(index) {
      const node = nodes[index]
      if (!node) throw new Error(`The road graph has no node ${index}`)
      return node
    },
    route,
    depot,
    hubs: hubs.length > 0 ? hubs : [depot],
  }
}
