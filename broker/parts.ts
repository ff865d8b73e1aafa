import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Door } from '#domain/door.ts'
import type { Connections } from './connections.ts'
import type { BrokerCounters } from './counters.ts'
import type { BrokerLimits } from './limits.ts'
import type { Reporter } from './reporter.ts'
import type { OwnTopics } from './access/topics.ts'

/** What the rules of the door work with. */
export interface DoorParts {
  directory: DeviceDirectory
  door: Door
  connections: Connections
  reporter: Reporter
  counters: BrokerCounters
  limits: BrokerLimits
  /** The topics that are a device's own. */
  topicsOf: (device: Device) => OwnTopics
  /** True once the whole door is going down. */
  isClosing: () => boolean
}
