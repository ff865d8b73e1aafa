import { chirpstackTopic, chirpstackUp } from '../../bridge/far-uplinks.ts'

const marks = { time: 'TIME', fCnt: 987_654_321, distance: 'DISTANCE' }
const gateways = [
  { id: '0016c001f1500001', rssi: -97, snr: 6.5 },
  { id: '0016c001f1500002', rssi: -108, snr: -1.2 },
]

/** Uplinks of one device as ChirpStack writes them, about 0.8 kB each. */
export class Uplinks {
  readonly topic: string
  readonly #parts: readonly string[]

  constructor(devEui: string) {
    this.topic = chirpstackTopic(devEui)
    const object = { Bat: 3.4, Distance: marks.distance }
    const text = JSON.stringify(chirpstackUp({ devEui, ...marks, gateways, object }))
    // Written once; what changes is put between the parts, in the order of the text.
    this.#parts = text.split(new RegExp(Object.values(marks).join('|')))
  }

  /** The one with this frame counter, at this time (epoch ms). */
  write(fCnt: number, ts: number): Buffer {
    const [head, toCounter, toDistance, tail] = this.#parts
    const time = new Date(ts).toISOString()
    // A slow swell: it neither jumps nor stands still, so no quality test speaks up.
    const mm = 1_000 + Math.round(100 * Math.sin(fCnt / 500))
    return Buffer.from(`${head}${time}${toCounter}${fCnt}${toDistance}${mm} mm${tail}`)
  }
}

/** The uplinks of all devices in turn, each a millisecond after the one before. */
export function createUplinks(devEuis: readonly string[], firstTs: number) {
  const devices = devEuis.map((devEui) => new Uplinks(devEui))
  return (index: number): { topic: string; payload: Buffer } => {
    const device = devices[index % devices.length]
    if (!device) throw new Error('no device sends')
    const fCnt = Math.floor(index / devices.length)
    return { topic: device.topic, payload: device.write(fCnt, firstTs + index) }
  }
}
