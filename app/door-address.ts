import type { Broker } from '#broker/broker.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'

/** Where devices reach the broker; null where no listener is open to them. */
export function doorAddress(city: string, { addresses }: Broker): DoorAddress | null {
  const { plain, tls } = addresses
  const open = plain ?? tls
  return open ? { city, host: open.host, port: open.port, tls: !plain } : null
}
