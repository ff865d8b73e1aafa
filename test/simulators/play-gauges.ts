/** Plays what simulated gauges send into a real heart, by a clock and timers of their own time. */
import { mock } from 'node:test'
import type { Device } from '#domain/devices/device.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceFault } from '#simulators/faults/device-fault.ts'
import type { Sent } from '#simulators/faults/sent.ts'
import { applyFaults, composeFaults } from '#simulators/faults/stream.ts'
import { createMeasurement } from '#simulators/fleet/reporter.ts'
import { openHeart, type OpenHeart } from '../heart/open-heart.ts'
import { kindOf, reportsOf, type Span } from './inashiki.ts'

const stepMs = 10 * 60_000
/** From the gauge to the door. */
export const wayMs = 300

export interface Sending extends Sent {
  device: Device
}

/** What gauges measure and what becomes of it under their faults, in order of sending. */
export function listSendings(
  devices: readonly Device[],
  span: Span,
  faults: readonly DeviceFault[],
): Sending[] {
  return devices
    .flatMap((device) => {
      const own = faults.filter((fault) => fault.device.id === device.id)
      const { world, seed } = span
      const valuesOf = createMeasurement({ device, kind: kindOf(device), world, seed })
      const sent = applyFaults(reportsOf(device, span), composeFaults(own, valuesOf))
      return sent.map((one) => ({ ...one, device }))
    })
    .toSorted((a, b) => a.sendTs - b.sendTs)
}

/** Payloads of a time: what a device hands over at one moment is one array. */
function listPayloads(sendings: readonly Sending[], fromTs: number, toTs: number) {
  const due = sendings.filter(({ sendTs, isLost }) => !isLost && sendTs >= fromTs && sendTs < toTs)
  return [...Map.groupBy(due, ({ device, sendTs }) => `${sendTs} ${device.id}`).values()]
}

export interface AlarmAt {
  ts: number
  level: number
}

/**
 * Sends it all, and restarts the heart at the end. Gives also the alarm level of each gauge after
 * every ten minutes. Nothing depends on how long this takes.
 */
export async function playGauges(
  devices: readonly Device[],
  { fromTs, toTs }: Pick<Span, 'fromTs' | 'toTs'>,
  sendings: readonly Sending[],
): Promise<{ heart: OpenHeart; alarms: ReadonlyMap<string, readonly AlarmAt[]> }> {
  let now = fromTs
  const clock: Clock = { now: () => now, monotonicMs: () => now - fromTs }
  mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  try {
    const heart = await openHeart({ clock })
    for (const device of devices) heart.registry.add(device)
    const alarms = new Map(devices.map(({ id }) => [id, new Array<AlarmAt>()]))
    for (let ts = fromTs; ts <= toTs; ts += stepMs) {
      const answers = listPayloads(sendings, ts, ts + stepMs).map((payload) => {
        const [{ device, sendTs }] = payload as [Sending]
        now = Math.max(now, sendTs + wayMs)
        const reports = payload.map(({ report }) => report)
        return heart.send(device, reports.length === 1 ? reports[0] : reports)
      })
      await Promise.all(answers)
      now = ts + stepMs
      mock.timers.tick(stepMs)
      for (const { id } of devices) {
        alarms.get(id)?.push({ ts: now, level: heart.ingest.board.get(id).alarmLevel })
      }
    }
    return { heart: await heart.reopen(), alarms }
  } finally {
    mock.timers.reset()
  }
}
