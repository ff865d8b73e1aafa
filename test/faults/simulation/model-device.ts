import type { Device } from '#domain/devices/device.ts'
import type { Random } from '#domain/kinds/simulation.ts'
import type { ModelCity } from './model-city.ts'

export interface Sent {
  device: string
  ts: number
  level_m: number
}

/** A device that keeps what was not acknowledged, as QoS 1 asks of it [MQTT-4.4.0-1]. */
export interface ModelDevice {
  readonly acked: readonly Sent[]
  waiting(): number
  /** Sends another reading; mostly a new one, at times an old one again or corrected. */
  send(): void
  /** After the connection was lost: everything that waits goes out again, in order. */
  comeBack(): void
}

/** Publishes on the way at a time. */
const window = 5

/** How a reading relates to the ones before: the shares of the other cases. */
const repeatedShare = 0.1
const correctedShare = 0.05
const lateShare = 0.1
const lateMs = 3_600_000

export function createModelDevice(
  device: Device,
  { city, random, onOutOfOrder }: { city: ModelCity; random: Random; onOutOfOrder: () => void },
): ModelDevice {
  const acked: Sent[] = []
  const history: Sent[] = []
  let waiting: Sent[] = []
  /** What the present connection carried and nobody answered yet. */
  let onTheWay: Sent[] = []
  let connection = 0
  let isConnected = true

  const hangUp = () => {
    connection += 1
    isConnected = false
    onTheWay = []
  }
  const knock = (sent: Sent) => {
    const over = connection
    const { ts, level_m } = sent
    onTheWay.push(sent)
    const payload = Buffer.from(JSON.stringify({ ts, level_m }))
    const incoming = {
      device,
      channel: 'reading',
      payload,
      via: 'mqtt',
      bestEffort: false,
    } as const
    city.life.ingest.door.accept(incoming, (result) => {
      // The connection it came over is gone: nobody hears this.
      if (over !== connection) return
      // A refusal may come at once: it hangs up, and acknowledges nothing.
      if (!result.ok) return hangUp()
      if (onTheWay[0] !== sent) onOutOfOrder()
      onTheWay = onTheWay.filter((each) => each !== sent)
      waiting = waiting.filter((each) => each !== sent)
      acked.push(sent)
      fillWindow()
    })
  }
  const fillWindow = () => {
    const next = waiting.find((sent) => !onTheWay.includes(sent))
    if (!next || !isConnected || onTheWay.length >= window) return
    knock(next)
    fillWindow()
  }

  const pick = (): Sent => {
    const dice = random()
    const old = history[Math.floor(random() * history.length)]
    if (old && dice < repeatedShare) return { ...old }
    const level = Math.round(random() * 200) / 100
    if (old && dice < repeatedShare + correctedShare) return { ...old, level_m: level }
    const isLate = dice > 1 - lateShare
    const ts = city.clock.now() - (isLate ? Math.floor(random() * lateMs) : 0)
    return { device: device.id, ts, level_m: level }
  }

  return {
    acked,
    waiting: () => waiting.length,
    send() {
      const sent = pick()
      history.push(sent)
      waiting.push(sent)
      fillWindow()
    },
    comeBack() {
      hangUp()
      isConnected = true
      fillWindow()
    },
  }
}
