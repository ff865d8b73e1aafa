import type { Refusal } from '#domain/words/refusal.ts'
import type { Place } from '../settings/place.ts'

/** What the radio said of an uplink, at the gateway that heard it best. */
export interface Radio {
  rssi_dbm?: number
  snr_db?: number
}

/** A message of another system in words that all dialects share. */
export type Said =
  | {
      type: 'uplink'
      address: string
      /** Epoch ms; follows from the message alone, so that one that comes again is the same. */
      ts: number
      /** The network server's time where `ts` is a gateway's and contradicts it. */
      networkTs?: number | undefined
      /** Frame counter; null where the system has none. */
      seq: number | null
      /** Changes when the counter begins anew. */
      boot: string | null
      /** The vendor's words, for a profile to translate. */
      decoded: unknown
      radio: Radio
    }
  /** A sign of life without a measurement: a join, a status answer, an empty frame. */
  | { type: 'alive'; address: string }
  | { type: 'refused'; address: string; refusal: Refusal }
  /** Nothing for us: acknowledged, and nothing else. */
  | { type: 'ignored' }

/** Reads one message; never throws. `body` is its JSON. */
export interface Dialect {
  /** True for topics whose messages are read; the others are ignored. */
  reads(topic: string): boolean
  read(topic: string, body: unknown): Said
  /** The device's address as far as the topic tells; empty where it does not. */
  addressOf(topic: string): string
}

/** A dialect, and the topics to take where the bridge file names none. */
export interface Spoken {
  dialect: Dialect
  topics: readonly string[]
}

/** A system that readings may come from: one file here, and its line in `index.ts`. */
export interface FarSystem {
  /** Its name in the bridge file (`dialect`). */
  name: string
  /** As people know it. */
  title: string
  /**
   * How it speaks, as far as the source's own part of the bridge file has to say. Undefined, with
   * all complaints made, where something is wrong there.
   */
  speak(source: Place): Spoken | undefined
  /** Name of that part in the bridge file; absent where the system needs none. */
  settingsPart?: string
  /** Is this the body of an uplink of this system? Then where it came from, else undefined. */
  recognise?(body: unknown): { topic: string; address: string } | undefined
}
