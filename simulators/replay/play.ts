import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#domain/operation/clock.ts'
import { startMqttDevice, type MqttDevice } from '../fleet/mqtt-device.ts'
import type { PlannedTrack } from './plan.ts'
import { ReplayError } from './table.ts'
import type { Timeline } from './timeline.ts'

/** Readings of one device that may wait for their acknowledgement; ten full arrays. */
const waitingMax = 5_000
/** Longest look away from the clock, the line and a wish to stop, ms. */
const lookEveryMs = 50
/** Readings handed over between two looks, so that a month does not hold up a signal. */
const stepMax = 2_000

export interface PlayOptions {
  url: string
  city: string
  kind: string
  tracks: readonly PlannedTrack[]
  /** Secrets by device id. */
  secrets: ReadonlyMap<string, string>
  timeline: Timeline
  clock: Clock
  random: () => number
  signal: AbortSignal
  onTrouble: (sentence: string) => void
}

export interface PlayState {
  devices: number
  connected: number
  sent: number
  acknowledged: number
  /** Sent again after a lost connection; the city counts them as duplicates. */
  resent: number
}

export interface Playing {
  state(): PlayState
  /** Resolves when all is acknowledged or the signal fired; rejects when a device is refused. */
  done: Promise<void>
}

interface Entry {
  ts: number
  device: MqttDevice
  reading: object
}

/** All readings of all devices in the order in which they are due. */
function listEntries(
  tracks: readonly PlannedTrack[],
  devices: readonly MqttDevice[],
  shift: number,
) {
  const entries = tracks.flatMap(({ readings }, index) => {
    const device = devices[index]
    if (!device) throw new Error('A track has no device')
    return readings.map(({ ts, values }): Entry => {
      return { ts, device, reading: { ts: ts + shift, ...values } }
    })
  })
  return entries.toSorted((a, b) => a.ts - b.ts)
}

/** A device for each track. `onRefused` is told when another try would give the same answer. */
function startDevices(options: PlayOptions, onRefused: (why: ReplayError) => void): MqttDevice[] {
  const { url, city, kind, tracks, secrets, random } = options
  return tracks.map(({ deviceId: id }) =>
    startMqttDevice({
      url,
      identity: { city, kind, id, token: secrets.get(id) ?? '' },
      random,
      onTrouble(sentence, { code }) {
        // CONNACK 4 and 5: the token is wrong, or no longer right.
        if (code === 4 || code === 5) onRefused(new ReplayError(`${sentence}: wrong secret?`))
        else options.onTrouble(sentence)
      },
    }),
  )
}

function readState(devices: readonly MqttDevice[], sent: number): PlayState {
  const state = { devices: devices.length, connected: 0, sent, acknowledged: 0, resent: 0 }
  for (const { connected, counters } of devices) {
    state.connected += connected ? 1 : 0
    state.acknowledged += counters.acknowledged
    state.resent += counters.resent
  }
  return state
}

/**
 * Sends recorded readings as their devices, each on a connection of its own, at their time and no
 * faster than they are acknowledged. A lost connection is waited for; a refused one ends it all.
 */
export function startPlaying(options: PlayOptions): Playing {
  const { tracks, timeline, clock, signal } = options
  let refusal: ReplayError | undefined
  const devices = startDevices(options, (why) => (refusal ??= why))
  const entries = listEntries(tracks, devices, timeline.shiftMs)
  let next = 0

  const canGoOn = () => {
    if (refusal) throw refusal
    return !signal.aborted
  }
  const sendDue = () => {
    const now = clock.now()
    for (let step = 0; step < stepMax; step += 1) {
      const entry = entries[next]
      if (!entry || timeline.dueAt(entry.ts) > now || entry.device.waiting >= waitingMax) return
      entry.device.send('reading', [entry.reading])
      next += 1
    }
  }
  const untilDueMs = () => {
    const entry = entries[next]
    const waitMs = entry ? timeline.dueAt(entry.ts) - clock.now() : lookEveryMs
    return Math.min(lookEveryMs, Math.max(1, waitMs))
  }
  const isWaiting = () => devices.some((device) => device.waiting > 0)

  const run = async () => {
    try {
      while (canGoOn() && (next < entries.length || isWaiting())) {
        sendDue()
        await sleep(untilDueMs())
      }
    } finally {
      await Promise.all(devices.map((device) => device.close()))
    }
  }

  return { done: run(), state: () => readState(devices, next) }
}
