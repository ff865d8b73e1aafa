import { setTimeout as sleep } from 'node:timers/promises'
import type { Device } from '#domain/devices/device.ts'
import { formatTopic } from '#domain/payload/topics.ts'
import { Samples } from '#test/bench/samples.ts'
import { createStubbornDevice, type StubbornDevice } from '#test/support/stubborn-device.ts'
import type { Checker } from '../checker/start.ts'
import { levelOf } from './gauges.ts'
import { until } from './until.ts'

export interface FleetOptions {
  devices: readonly Device[]
  tokens: ReadonlyMap<string, string>
  checker: Checker
  /** Readings in flight a device. */
  window: number
  /** Pause of a device between an acknowledgement and the next reading, ms. */
  thinkMs?: number
  keepAliveS?: number
  /** Devices say that they are online, and leave a Will for when they are not. */
  tellsStatus?: boolean
  /** An acknowledgement is waited for since the reading was sent first, over all its connections. */
  countsResends?: boolean
  /** Readings until the water crosses the threshold again. */
  readingsPerSwing?: number
  /** Device time of the first reading; the n-th has n ms more. */
  firstTs?: number
  /** Hears of each acknowledgement, with the time since the reading was sent, ms. */
  onAck?: (device: string, ts: number, waitedMs: number) => void
}

/** Many stubborn devices that tell the checker of every acknowledgement. */
export interface Fleet {
  /** Acknowledged so far. */
  readonly acked: number
  /** Connections that the server ended so far. */
  readonly closed: number
  /** When the last acknowledgement came, on this process's monotonic clock, ms. */
  readonly lastAckMs: number
  /** Devices that were acknowledged something since then, on the same clock. */
  countAckedSince(ms: number): number
  /** Times from publish to PUBACK since the last call, ms. */
  takeLatencies(): Samples
  connect(port: number): Promise<void>
  /** From now on a device that is hung up on comes back by itself, like one in the field. */
  comeBackTo(port: number): void
  /** Sends nothing new and resolves when everything is acknowledged; rejects where that never comes. */
  settle(): Promise<void>
  sentCount(): number
  /** All hang up at once, and none comes back. */
  drop(): void
}

const connectingMax = 50
/** A device in the field waits longer; here nobody has the time. */
const comeBackAfterMs = 250
const hourMs = 3_600_000
/** Even behind a line that loses a fifth of everything a gauge has only seconds of readings to send. */
const settleMaxMs = 300_000

export function createFleet(options: FleetOptions): Fleet {
  const firstTs = options.firstTs ?? Date.now() - hourMs
  const levelAt = (number: number) => levelOf(number, options.readingsPerSwing)
  let latencies = new Samples()
  let home: number | undefined
  const seen = { acked: 0, closed: 0, lastAckMs: 0 }
  const lastAckMs = new Map<string, number>()

  const comeBack = async (device: StubbornDevice): Promise<void> => {
    await sleep(comeBackAfterMs, undefined, { ref: false })
    // A refusal ends in `onClosed` as well, which leads here again.
    if (home !== undefined) await device.connect(home).catch(() => undefined)
  }
  const devices = options.devices.map(({ id, kind }): StubbornDevice => {
    const address = { city: 'inashiki', kind, device: id } as const
    const status = { statusTopic: formatTopic({ ...address, channel: 'status' }) }
    const device: StubbornDevice = createStubbornDevice({
      ...options,
      ...(options.tellsStatus ? status : {}),
      id,
      token: options.tokens.get(id) ?? '',
      topic: formatTopic({ ...address, channel: 'reading' }),
      payloadOf: (number) =>
        `{"ts":${firstTs + number},"seq":${number},"boot":"b1","level_m":${levelAt(number)}}`,
      onAck(number, waitedMs, sinceFirstMs) {
        seen.acked += 1
        seen.lastAckMs = performance.now()
        lastAckMs.set(id, seen.lastAckMs)
        latencies.add(options.countsResends ? sinceFirstMs : waitedMs)
        options.checker.acked(id, firstTs + number, levelAt(number))
        options.onAck?.(id, firstTs + number, waitedMs)
      },
      onClosed() {
        seen.closed += 1
        if (home !== undefined) void comeBack(device)
      },
    })
    return device
  })

  return {
    get acked() {
      return seen.acked
    },
    get closed() {
      return seen.closed
    },
    get lastAckMs() {
      return seen.lastAckMs
    },
    countAckedSince: (ms) => [...lastAckMs.values()].filter((ackedMs) => ackedMs > ms).length,
    takeLatencies() {
      const taken = latencies
      latencies = new Samples()
      return taken
    },
    async connect(port) {
      for (let index = 0; index < devices.length; index += connectingMax) {
        const group = devices.slice(index, index + connectingMax)
        await Promise.all(group.map((device) => device.connect(port)))
      }
    },
    comeBackTo(port) {
      home = port
    },
    async settle() {
      let isSettled = false
      const settling = Promise.all(devices.map((device) => device.settle()))
      void settling.then(() => (isSettled = true))
      await until('everything that was sent is acknowledged', settleMaxMs, () => isSettled)
    },
    sentCount: () => devices.reduce((sum, device) => sum + device.sentCount(), 0),
    drop() {
      home = undefined
      for (const device of devices) device.drop()
    },
  }
}
