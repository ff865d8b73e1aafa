import { encodePublish } from '#test/support/mqtt-frames.ts'

// Numbers of fixed width, so that one frame is written once and only its digits change.
const tsDigits = 13
const seqDigits = 7
const levelDigits = 5
/** The first sequence number: the smallest of seven digits. */
export const firstSeq = 1_000_000

/**
 * About 200 bytes a kind: a device with everything it usually says. `@` is one digit, a point and
 * three digits that change with every reading.
 */
const values: Readonly<Record<string, string>> = {
  flood:
    '"level_m":@,"rain_mm":0.2,"rain_window_s":600,"mode":"active","battery_v":12.61,"rssi_dbm":-71',
  wifi: '"clients":42,"window_s":300,"clients_max":57,"aps_up":11,"aps_total":12',
  bus:
    '"lat":35.95@,"lon":140.3241,"speed_mps":8.3,"heading_deg":271,"hdop":0.9,"onboard":3,' +
    '"capacity":10,"state":"on_trip","trip_id":"t-0001"',
  farm:
    '"soil_moisture_pct":3@,"soil_temp_c":18.2,"soil_ec_ms_cm":0.61,"air_temp_c":21.4,' +
    '"humidity_pct":71,"solar_w_m2":412,"battery_v":3.61,"rssi_dbm":-97',
}
/** A degree of latitude has its point already. */
const digitsOf = (kind: string): string => (kind === 'bus' ? '00000' : '0.000')

function payloadOf(kind: string, boot: string): string {
  const head = `"ts":${'1'.repeat(tsDigits)},"seq":${'2'.repeat(seqDigits)},"boot":"${boot}"`
  return `{${head},${values[kind]?.replace('@', digitsOf(kind))}}`
}

/** A PUBLISH frame of one window slot, whose numbers are set in place before each use. */
export class ReadingFrame {
  readonly bytes: Buffer
  readonly #ts: number
  readonly #seq: number
  readonly #level: number

  constructor(options: { topic: string; kind: string; packetId: number; boot: string }) {
    this.bytes = encodePublish({ ...options, payload: payloadOf(options.kind, options.boot) })
    this.#ts = this.bytes.indexOf('"ts":') + '"ts":'.length
    this.#seq = this.bytes.indexOf('"seq":') + '"seq":'.length
    const behindBoot = this.bytes.indexOf(options.boot) + options.boot.length
    this.#level = this.bytes.indexOf(digitsOf(options.kind), behindBoot)
  }

  /** `levelMm` is 0 to 9,999 and becomes metres with three decimals. */
  set(values: { ts: number; seq: number; levelMm: number }): void {
    this.#write(values.ts, this.#ts, tsDigits)
    this.#write(values.seq, this.#seq, seqDigits)
    if (this.#level < 0) return
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
