import type { DoorResult, Incoming } from '#domain/door.ts'
import { messageTextMax, type MessageState, type Unsaid } from '#domain/payload/message.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { MessageResource } from '#domain/wire/message.ts'

/** Where a message came from. */
export interface Sender {
  device: string | null
  source: string | null
  address: string | null
}

interface Arrival {
  id: number
  receivedTs: number
  channel: Incoming['channel']
  via: string
  payload: Uint8Array
  translated?: Uint8Array | undefined
  unsaid?: readonly Unsaid[] | undefined
}

/** A message as it came. A class: one is made for every publish. */
export class Seen {
  readonly id: number
  readonly receivedTs: number
  readonly #channel: string
  readonly #via: string
  readonly #bytes: number
  /** One character a byte: exact in size, where a view would keep its socket's 64 KiB alive. */
  readonly #text: string
  readonly #translated: string | undefined
  readonly #unsaid: readonly Unsaid[] | undefined
  result: DoorResult | Refusal | undefined

  constructor({ id, receivedTs, channel, via, payload, translated, unsaid }: Arrival) {
    this.id = id
    this.receivedTs = receivedTs
    this.#channel = channel
    this.#via = via
    this.#bytes = payload.length
    this.#text = keep(payload)
    this.#translated = translated && keep(translated)
    this.#unsaid = unsaid
  }

  get keptBytes(): number {
    return this.#text.length + (this.#translated?.length ?? 0)
  }

  describe(sender: Sender): MessageResource {
    return {
      id: this.id,
      received_ts: this.receivedTs,
      ...sender,
      channel: this.#channel,
      via: this.#via,
      ...describeResult(this.result),
      payload: readText(this.#text, this.#bytes > this.#text.length),
      no_value: [...(this.#unsaid ?? [])],
      translated: this.#translated === undefined ? null : readText(this.#translated, false),
      bytes: this.#bytes,
    }
  }
}

/** The beginning, one character a byte. */
function keep(bytes: Uint8Array): string {
  const view = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return view.toString('latin1', 0, messageTextMax)
}

/** As text, whatever the bytes; a character that the end cut through is left out. */
function readText(kept: string, isCut: boolean): string {
  return new TextDecoder().decode(Buffer.from(kept, 'latin1'), { stream: isCut })
}

type Verdict = Pick<
  MessageResource,
  'state' | 'accepted' | 'duplicates' | 'quarantined' | 'refused'
>

const nothing = { accepted: 0, duplicates: 0, quarantined: [], refused: null }

// An array of 500 bad readings says the same thing 500 times.
const quarantinedMax = 8

function describeResult(result: DoorResult | Refusal | undefined): Verdict {
  if (!result) return { state: 'waiting', ...nothing }
  if (!('ok' in result) || !result.ok) {
    const { code, detail } = result
    return { ...nothing, state: 'refused', refused: { code, detail } }
  }
  const { accepted, duplicates, quarantined } = result
  const state: MessageState =
    quarantined.length > 0 ? 'quarantined' : accepted > 0 ? 'stored' : 'duplicate'
  const shown = quarantined.slice(0, quarantinedMax)
  return { state, accepted, duplicates, quarantined: shown, refused: null }
}
