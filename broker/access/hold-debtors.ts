import type { Connection } from '../connections.ts'
import type { DoorParts } from '../parts.ts'

/** The share of its keep-alive that a device in debt may be kept waiting: it must not give up. */
const keepAliveShare = 1 / 3

/**
 * Lets the publishes of a device in debt wait before they are handed in, in their order: at most a
 * third of its keep-alive, then they are taken and the debt stays. While they wait, Aedes reads no
 * more from that connection; others never wait.
 */
export function createHoldDebtors({ door, limits }: Pick<DoorParts, 'door' | 'limits'>) {
  return (connection: Connection, deviceId: string, handIn: () => void): void => {
    if (connection.held) return void connection.held.push(handIn)
    const debtMs = door.debtMs(deviceId)
    if (debtMs === 0) return handIn()
    const held = [handIn]
    connection.held = held
    const keepAliveMs = (connection.keepAliveS ?? 0) * 1000 || limits.keepAliveAssumedMs
    setTimeout(
      () => {
        delete connection.held
        // Whoever went away meanwhile has its copy still, and comes back with it.
        if (connection.client?.closed) return
        for (const next of held) next()
      },
      Math.min(debtMs, keepAliveMs * keepAliveShare),
    ).unref()
  }
}
