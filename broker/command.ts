import type { Connections } from './connections.ts'
import type { BrokerLimits } from './limits.ts'

interface CommandParts {
  connections: Connections
  limits: BrokerLimits
}

/**
 * Hands a command to a device that is connected and subscribed to its `cmd`. A device that does
 * not read is not listening: commands never pile up in front of it.
 */
export function sendCommand(
  { connections, limits }: CommandParts,
  deviceId: string,
  payload: string,
): 'sent' | 'not_listening' {
  const connection = connections.listOf(deviceId).find(({ takesCommands }) => takesCommands)
  if (!connection?.client || !connection.topics) return 'not_listening'
  if ((connection.stream?.writableLength ?? 0) > limits.unreadBytes) return 'not_listening'
  const { cmd: topic } = connection.topics
  if (connection.acksCommands) connection.guard?.expectAck()
  connection.client.publish(
    { cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false },
    // Aedes insists on a callback; what goes wrong ends the connection anyway.
    () => undefined,
  )
  return 'sent'
}
