import type { Clock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { createRandom, mixSeeds, seedOf } from '#domain/kinds/seeded.ts'
import type { World } from '#domain/kinds/simulation.ts'
import type { SimulatedCity } from '../city/simulated-city.ts'
import { injectFaults } from '../faults/inject.ts'
import type { Injection } from '../faults/inject.ts'
import type { LoadedFaults } from '../faults/load-faults.ts'
import { createWorld } from '../world/create-world.ts'
import { startMqttDevice } from './mqtt-device.ts'
import type { DeviceCounters, MqttDevice } from './mqtt-device.ts'
import { createReporter } from './reporter.ts'
import type { Reporter } from './reporter.ts'
import { createSimulatedTime, planRun } from './run-plan.ts'
import type { RunPlan, Scenario, SimulatedTime } from './run-plan.ts'

export interface FleetOptions {
  city: SimulatedCity
  kinds: readonly Kind[]
  /** Token of each device to simulate, by device id. */
  credentials: ReadonlyMap<string, string>
  url: string
  scenario: Scenario
  seed: number
  /** 1 = live for ever; more = from the past until now. */
  speed: number
  /** Length of a sped-up run, or of a live one that shall end, ms. */
  durationMs?: number | undefined
  /** See `RunRequest`. */
  stormPeakTs?: number | undefined
  sinceTs?: number | undefined
  /** Devices join over this time, ms: a fleet does not knock as one. */
  joinWithinMs?: number
  /** What goes wrong with the devices, and the file to tell the truth to. */
  faults?: { loaded: LoadedFaults; truthFile: string } | undefined
  clock: Clock
  onTrouble: (sentence: string) => void
}

export interface FleetStats extends DeviceCounters {
  devices: number
  connected: number
  waiting: number
}

export interface Fleet {
  stats(): FleetStats
  /** Resolves when the run is over and everything is acknowledged; never for a live run. */
  readonly done: Promise<void>
  close(): Promise<void>
}

interface Member {
  device: Device
  link: MqttDevice
  reporter: Reporter
  /** Has it lost its network at a moment of the world? */
  isCutOff: (ts: number) => boolean
  /** Events up to here were sent, epoch ms; null for a kind without events. */
  eventsUntilTs: number | null
  /** Joins a moment after the start, so that the prelude is worked out device by device. */
  joinsAtMs: number
}

const usualJoinWithinMs = 2_000
/** Longest sleep between looks at what is due. */
const lookEveryMs = 250

/**
 * Starts one MQTT client per device of the city that has a credential. Throws if none has, and
 * for faults that cannot be.
 */
export function startFleet(options: FleetOptions): Fleet {
  const { city, seed, clock, credentials } = options
  const plan = planRun(options, clock.now())
  const world = createWorld({ city, seed, stormPeakTs: plan.stormPeakTs })
  const simulated = city.devices.filter(({ id }) => credentials.has(id))
  if (simulated.length === 0) throw new Error('No device of the city folder has a credential')
  const time = createSimulatedTime(plan, clock)
  const injection = injectFaults(options, { devices: simulated, world, plan })
  const parts = { world, plan, injection }
  const members = simulated.map((device) => createMember(options, { ...parts, device }))
  const run = startRun({ members, world, time, clock, endTs: plan.endTs })
  return {
    done: run.done,
    stats: () => sumStats(members),
    async close() {
      run.stop()
      await Promise.all(members.map(({ link }) => link.close()))
    },
  }
}

interface MemberParts {
  device: Device
  world: World
  plan: RunPlan
  injection: Injection
}

function createMember(
  options: FleetOptions,
  { device, world, plan, injection }: MemberParts,
): Member {
  const { city, kinds, seed, url, onTrouble, credentials } = options
  const { joinWithinMs = usualJoinWithinMs } = options
  const kind = kinds.find(({ id }) => id === device.kind)
  if (!kind) throw new Error(`Device ${device.id} has the unknown kind "${device.kind}"`)
  const random = createRandom(mixSeeds(seed, seedOf(`link ${device.id}`)))
  const token = credentials.get(device.id) ?? ''
  const identity = { city: city.id, kind: kind.id, id: device.id, token }
  const startTs =
    plan.startTs - (kind.position === 'moving' ? plan.movingPreludeMs : plan.preludeMs)
  const sound = createReporter({ device, kind, world, seed, startTs, boot: plan.boot })
  return {
    device,
    ...injection.into(device, sound),
    link: startMqttDevice({ url, identity, random, onTrouble }),
    eventsUntilTs: kind.events ? plan.startTs - plan.preludeMs : null,
    joinsAtMs: random() * joinWithinMs,
  }
}

interface RunOptions {
  members: readonly Member[]
  world: World
  time: SimulatedTime
  clock: Clock
  endTs: number | null
}

/** Sends what has become due, again and again, until the end if there is one. */
function startRun({ members, world, time, clock, endTs }: RunOptions) {
  const startedMs = clock.monotonicMs()
  let timer: NodeJS.Timeout | undefined
  let finish: () => void = () => undefined
  const done = new Promise<void>((resolve) => (finish = resolve))
  const tick = () => {
    const nowTs = Math.min(time.now(), endTs ?? Infinity)
    const joined = members.filter((member) => clock.monotonicMs() - startedMs >= member.joinsAtMs)
    for (const member of joined) report(member, world, nowTs)
    const complete = nowTs === endTs && joined.length === members.length
    if (complete && members.every(({ link }) => link.waiting === 0)) return finish()
    const nextTs = Math.min(...joined.map(({ reporter }) => reporter.nextTs))
    const waitMs = Math.min(lookEveryMs, Math.max(5, time.untilMs(nextTs)))
    timer = setTimeout(tick, waitMs)
  }
  timer = setTimeout(tick, 0)
  return { done, stop: () => clearTimeout(timer) }
}

function report(member: Member, world: World, nowTs: number): void {
  const { device, link, reporter, eventsUntilTs } = member
  link.setNetwork(!member.isCutOff(nowTs))
  if (eventsUntilTs === null) return link.send('reading', reporter.until(nowTs))
  const events = world.events(device, eventsUntilTs, nowTs)
  const { reports, said } = reporter.untilWith?.(nowTs, events) ?? {
    reports: reporter.until(nowTs),
    said: events,
  }
  link.send('reading', reports)
  link.send('event', said)
  member.eventsUntilTs = nowTs
}

function sumStats(members: readonly Member[]): FleetStats {
  const stats: FleetStats = {
    devices: members.length,
    connected: 0,
    waiting: 0,
    published: 0,
    acknowledged: 0,
    resent: 0,
    dropped: 0,
    reconnects: 0,
  }
  for (const { link } of members) {
    stats.connected += link.connected ? 1 : 0
    stats.waiting += link.waiting
    for (const [name, value] of Object.entries(link.counters)) {
      stats[name as keyof DeviceCounters] += value
    }
  }
  return stats
}
