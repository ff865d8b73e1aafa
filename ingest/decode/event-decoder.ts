import type { Device } from '#domain/devices/device.ts'
import { reduceRider, riderKeptMs } from '#domain/mobility/reduce-rider.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { decodeEvent } from './decode-event.ts'
import type { DecodeElement } from './decode-payload.ts'
import type { DecodedEvent } from './decoded.ts'
import { refuseOld } from './refuse-old.ts'

/** The decoder of one sender's events, with what it may not say and what is kept nowhere. */
export function createEventDecoder(
  device: Device,
  receivedTs: number,
): DecodeElement<DecodedEvent> {
  return (element, oldestTs) => {
    const event = decodeEvent(element)
    if (isRefusal(event)) return event
    if (event.ts < oldestTs) return refuseOld(event.ts, oldestTs)
    return refuseVehicle(event, device) ?? reduceOld(event, receivedTs)
  }
}

function refuseVehicle({ body }: DecodedEvent, { id, role }: Device): Refusal | undefined {
  const { vehicle } = body
  if (role === 'desk' || vehicle === undefined || vehicle === id) return undefined
  const detail = `vehicle: ${JSON.stringify(vehicle)} is not ${id}; only a desk reports for others`
  return { code: 'foreign_vehicle', detail }
}

/** What comes after its details were deleted comes without them: sent again, it stays the same. */
const reduceOld = (event: DecodedEvent, receivedTs: number): DecodedEvent =>
  event.ts < receivedTs - riderKeptMs ? { ...event, body: reduceRider(event.body) } : event
