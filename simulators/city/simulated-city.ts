import type { Device } from '#domain/devices/device.ts'
import type { Node } from '../transit/graph.ts'
import type { TransitStop } from '../transit/network.ts'

/** What the simulation needs of a city folder. */
export interface SimulatedCity {
  /** First segment of every topic. */
  id: string
  timeZone: string
  centre: { lat: number; lon: number }
  places: readonly Node[]
  stops: readonly TransitStop[]
  devices: readonly Device[]
}
