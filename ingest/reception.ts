import { outcomes } from '#domain/commit.ts'
import type { Incoming, Untranslated } from '#domain/door.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import { allAdded, createMadeFields } from '#domain/readings/field-changes.ts'
import type { Entry } from '#journal/group.ts'
import { decodePayload, type DecodeElement } from './decode/decode-payload.ts'
import { createReadingDecoder } from './decode/decode-reading.ts'
import { createEventDecoder } from './decode/event-decoder.ts'
import { decodeStatus } from './decode/decode-status.ts'
import type { DecodedReading, RefusedElement } from './decode/decoded.ts'
import { earliestTs } from '#domain/readings/clock-limits.ts'
import type { Arrival } from './judge/arrival.ts'
import type { Judges } from './judge/judges.ts'
import { keptText, quarantine } from './quarantine.ts'

/** What a payload comes to: entries to commit, refused parts among them as quarantine. */
export interface Received {
  readonly entries: readonly Entry[]
  /** Where in the array that carried them the first entries stood; null where it was none. */
  readonly indices: readonly number[] | null
  readonly refused: readonly RefusedElement[]
}

/** Turns payloads into entries to commit: decodes, judges, and quarantines what it must refuse. */
export interface Reception {
  receive(incoming: Incoming | Untranslated, receivedTs: number): Received
}

interface Parts {
  kinds: readonly Kind[]
  judges: Judges
  /** How long readings are kept, here or in the archive, ms: older ones are refused. */
  keptMs: () => number
  /** How long events are kept, ms; for ever where absent. */
  recordsMs?: number | undefined
}

export function createReception({ kinds, judges, keptMs, recordsMs = Infinity }: Parts): Reception {
  const decoders = new Map(
    kinds.map((kind) => {
      const decode = createReadingDecoder(kind)
      return [kind.id, { kind, decode, fieldsOf: createMadeFields() }]
    }),
  )

  const receiveReadings = (incoming: Incoming, receivedTs: number): Received => {
    const { device, payload } = incoming
    const { decode, fieldsOf } = decoders.get(device.kind) ?? refuseKind(device.kind)
    const oldestTs = Math.max(earliestTs, receivedTs - keptMs())
    const { elements, indices, refused } = decodePayload<DecodedReading>(payload, decode, {
      oldestTs,
    })
    // What is refused is not in the journal, from which the same must follow.
    const isSingle = elements.length === 1
    const arrival: Arrival = { receivedTs, isSingle, networkTs: incoming.bridged?.networkTs }
    const entries: Entry[] = elements.map((element) => {
      const { placeTs, flag, reasons, memory } = judges.judge(device, element, arrival)
      const { ts, seq, boot, values } = element
      const { id, kind, origin } = device
      const times = { ts, received_ts: receivedTs, place_ts: placeTs }
      const reading = { kind, device: id, ...times, seq, boot, origin, values, flag, reasons }
      const fields = fieldsOf(values)
      const outcome = outcomes.stored
      return { type: 'reading', reading, message: reading, fields, memory, outcome }
    })
    return { entries, indices, refused }
  }

  const receiveEvents = ({ device, payload }: Incoming, receivedTs: number): Received => {
    const takesEvents = device.role === 'desk' || decoders.get(device.kind)?.kind.events
    const decode = takesEvents ? createEventDecoder(device, receivedTs) : refuseEvents
    const oldestTs = Math.max(earliestTs, receivedTs - recordsMs)
    const options = { takesArrays: takesEvents, oldestTs }
    const { elements, indices, refused } = decodePayload(payload, decode, options)
    const { id, kind, origin } = device
    const entries: Entry[] = elements.map((element) => {
      const event = { kind, device: id, received_ts: receivedTs, origin, ...element }
      const { flag, reasons } = judges.events.judge(device, event)
      return { type: 'event', record: { ...event, flag, reasons }, outcome: outcomes.stored }
    })
    return { entries, indices, refused }
  }

  const receivers = { reading: receiveReadings, event: receiveEvents, status: receiveStatus }

  return {
    receive(incoming, receivedTs) {
      if ('refusal' in incoming) return receiveUntranslated(incoming, receivedTs)
      const received = receivers[incoming.channel](incoming, receivedTs)
      const { entries, refused } = received
      if (refused.length === 0) return received
      const kept = refused.map((element) => quarantine(incoming, element, receivedTs))
      return { ...received, entries: [...entries, ...kept] }
    },
  }
}

/** Nothing is decoded: a bridge said why already. */
function receiveUntranslated(incoming: Untranslated, receivedTs: number): Received {
  const { device, via, payload, from, refusal } = incoming
  const sender = { device: device?.id ?? '', kind: device?.kind ?? '', uplink: from }
  const refused = { index: null, ...refusal, payload: keptText(payload) }
  const quarantined = {
    ...sender,
    ...refused,
    channel: 'reading',
    via,
    received_ts: receivedTs,
  } as const
  return {
    entries: [{ type: 'quarantine', record: quarantined, outcome: outcomes.stored }],
    indices: null,
    refused: [refused],
  }
}

const refuseEvents = (): Refusal => ({
  code: 'kind_without_events',
  detail: "this kind of device sends no events, and it is no dispatcher's desk",
})

/** A registered device whose kind has left the program: its data is kept, but cannot be read. */
function refuseKind(kind: string) {
  const decode: DecodeElement<DecodedReading> = () => ({
    code: 'payload_shape',
    detail: `no kind "${kind}" is known here`,
  })
  return { decode, fieldsOf: allAdded }
}

function receiveStatus({ device, payload }: Incoming, receivedTs: number): Received {
  const { elements, indices, refused } = decodePayload(payload, decodeStatus, {
    takesArrays: false,
  })
  const entries: Entry[] = elements.map(({ online }) => ({
    type: 'status',
    record: { kind: device.kind, device: device.id, online, received_ts: receivedTs },
    outcome: outcomes.stored,
  }))
  return { entries, indices, refused }
}
