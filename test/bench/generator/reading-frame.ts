import { encodePublish } from '#test/support/mqtt-frames.ts'

// Numbers of fixed width, so that one frame is written once and only its digits change.
const tsDigits = 13
const seqDigits = 7
const levelDigits = 5
/** The first sequence number: the smallest of seven digits. */
export const firstSeq = 1_000_000

/** About 200 bytes: a gauge in active mode with everything it can say. */
function payloadOf(boot: string): string {
  return JSON.stringify({
    ts: Number('1'.repeat(tsDigits)),
    seq: Number('2'.repeat(seqDigits)),
    boot,
    level_m: '@',
    rain_mm: 0.2,
    rain_window_s: 600,
    mode: 'active',
    battery_v: 12.61,
    rssi_dbm: -71,
  }).replace('"@"', `3.${'3'.repeat(levelDigits - 2)}`)
}

/** A PUBLISH frame of one window slot, whose numbers are set in place before each use. */
export class ReadingFrame {
  readonly bytes: Buffer
  readonly #ts: number
  readonly #seq: number
  readonly #level: number

  constructor(options: { topic: string; packetId: number; boot: string }) {
    this.bytes = encodePublish({ ...options, payload: payloadOf(options.boot) })
    this.#ts = this.bytes.indexOf('"ts":') + '"ts":'.length
    this.#seq = this.bytes.indexOf('"seq":') + '"seq":'.length
    this.#level = this.bytes.indexOf('"level_m":') + '"level_m":'.length
  }

  /** `levelMm` is 0 to 9,999 and becomes metres with three decimals. */
  set(values: { ts: number; seq: number; levelMm: number }): void {
    this.#write(values.ts, this.#ts, tsDigits)
    this.#write(values.seq, this.#seq, seqDigits)
    const metres = Math.floor(values.levelMm / 1000)
    this.#write(metres, this.#level, 1)
    this.#write(values.levelMm - metres * 1000, this.#level + 2, levelDigits - 2)
  }

  #write(value: number, at: number, digits: number): void {
    let rest = value
    for (let index = at + digits - 1; index >= at; index--) {
      const next = Math.floor(rest / 10)
      this.bytes[index] = 48 + rest - next * 10
      rest = next
    }
  }
}
