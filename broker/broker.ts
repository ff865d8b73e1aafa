import { sendCommand } from './command.ts'
import { cut } from './endings.ts'
import type { Listeners } from './listen/listeners.ts'
import type { DoorParts } from './parts.ts'
import type { BrokerCounters } from './counters.ts'
import type { UpgradeRefusal, UpgradeRequest } from './listen/web-socket.ts'

/** The running MQTT door. */
export interface Broker {
  readonly addresses: Listeners['addresses']
  /** Connections whose device has proved who it is. */
  connectionCount(): number
  counters(): Readonly<BrokerCounters>
  /** Cuts a device's connection; false if it has none. */
  disconnect(deviceId: string): boolean
  /** Hands a command to a connected device that subscribed to its `cmd`, at QoS 1. */
  sendCommand(deviceId: string, payload: string): 'sent' | 'not_listening'
  /** Takes a WebSocket from the HTTP server, or says what that should answer. */
  handleUpgrade(upgrade: UpgradeRequest): UpgradeRefusal | undefined
  /** Closes the listeners (the disk is full); connections end by their failing publishes. */
  pauseListening(reason: string): void
  /** Opens them again on the same ports; rejects when a port was taken meanwhile. */
  resumeListening(): Promise<void>
  /** Why the listeners are closed; null while they are open. */
  pausedReason(): string | null
  /** Ends every connection; a second call waits for the first. */
  close(): Promise<void>
}

interface RunningParts extends DoorParts {
  listeners: Listeners
  takeUpgrade(upgrade: UpgradeRequest): UpgradeRefusal | undefined
  closeEngine(): Promise<void>
}

/** What the rest of the city may ask of the door once it is open. */
export function createBroker(parts: RunningParts): Broker {
  const { connections, counters, listeners } = parts
  let reason = ''
  let closing: Promise<void> | undefined
  return {
    addresses: listeners.addresses,
    connectionCount: () => connections.identified(),
    counters: () => counters,
    disconnect(deviceId) {
      const open = connections.listOf(deviceId)
      for (const connection of open) cut(connection)
      return open.length > 0
    },
    sendCommand: (deviceId, payload) => sendCommand(parts, deviceId, payload),
    handleUpgrade(upgrade) {
      return listeners.isWanted() ? parts.takeUpgrade(upgrade) : { status: 503, detail: reason }
    },
    pausedReason: () => (listeners.isWanted() ? null : reason),
    pauseListening(because) {
      reason = because
      listeners.close()
    },
    async resumeListening() {
      if (!closing) await listeners.reopen()
    },
    close() {
      reason = 'closed'
      listeners.close()
      return (closing ??= parts.closeEngine())
    },
  }
}
