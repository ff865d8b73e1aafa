import { outcomes } from '#domain/commit.ts'
import type { Incoming } from '#domain/door.ts'
import type { Entry } from '#journal/group.ts'
import type { RefusedElement } from './decode/decoded.ts'
import { cutText } from './decode/kept-text.ts'

/** The beginning of a payload, as quarantine keeps it. */
export const keptText = (bytes: Uint8Array): string => cutText(Buffer.from(bytes).toString())

/** A refused element as an entry; of a bridged payload what came, not what we made of it. */
export function quarantine(
  { device, channel, via, bridged }: Incoming,
  element: RefusedElement,
  receivedTs: number,
): Entry {
  const { id, kind } = device
  const from = { device: id, kind, channel, via, received_ts: receivedTs }
  const original = bridged && { payload: keptText(bridged.original), uplink: bridged.from }
  const quarantined = { ...from, ...element, ...original }
  return { type: 'quarantine', record: quarantined, outcome: outcomes.stored }
}
