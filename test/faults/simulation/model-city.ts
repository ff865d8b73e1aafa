import { mock } from 'node:test'
import type { Clock } from '#domain/operation/clock.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { kinds as allKinds } from '#domain/kinds/index.ts'
import type { Random } from '#domain/kinds/simulation.ts'
import type { QueueLimits } from '#journal/limits.ts'
import type { Heart } from '#heart/heart.ts'
import { startHeart } from '#heart/start.ts'
import { describeGauges } from '../load/gauges.ts'
import { createModelDisk, type ModelDisk } from './model-disk.ts'
import { createModelStore, type Defect, type ModelStore } from './model-store.ts'

export const modelGauges = describeGauges(3)
const retentionMs = 30 * 86_400_000
/** So small that three devices with full windows get there. */
export const modelLimits: QueueLimits = {
  batchEntries: 5,
  shedEntries: 10,
  busyEntries: 11,
  fullEntries: 12,
  fullBytes: 1_000_000,
}

/** The real accept, judge, commit queue and consumers on a disk, a clock and timers of the model. */
export interface ModelCity {
  readonly disk: ModelDisk
  readonly clock: Clock
  /** The present life; another one after each crash. */
  readonly life: { ingest: Heart; store: ModelStore }
  /** Lets everything happen that needs no time and no disk. */
  settle(): Promise<void>
  /** Lets time pass: timers go off. */
  pass(ms: number): Promise<void>
  /** Moves the wall clock, but not time. */
  jump(ms: number): void
  /** Nothing is tidied up; then a new life begins on what the disk holds. */
  crash(): Promise<void>
  end(): void
}

const byId: ReadonlyMap<string, Device> = new Map(modelGauges.map((gauge) => [gauge.id, gauge]))
const nothing = () => () => undefined
/** One kind is enough, and a start does not compile the schemas of the others. */
const kinds = allKinds.filter(({ id }) => id === 'flood')
const directory: DeviceDirectory = {
  find: (id) => byId.get(id),
  list: () => modelGauges,
  authenticate: () => undefined,
  findByToken: () => undefined,
  findByUplink: () => undefined,
  onRevoked: nothing,
  onChanged: nothing,
}

const startTs = Date.UTC(2026, 5, 1)
/** Turns of the event loop within which everything that waits for nothing has happened. */
const settlingTurns = 4
const apis = ['setTimeout', 'setInterval'] as const

/** Takes over the timers of this process until `end`. */
export async function startModelCity(options: {
  random: Random
  defect: Defect
}): Promise<ModelCity> {
  const disk = createModelDisk()
  const time = { wall: startTs, monotonic: 0 }
  const clock: Clock = { now: () => time.wall, monotonicMs: () => time.monotonic }

  const settle = async () => {
    for (let turn = 0; turn < settlingTurns; turn++) {
      await new Promise<void>((done) => setImmediate(done))
    }
  }
  const begin = async () => {
    mock.timers.enable({ apis: [...apis] })
    const store = createModelStore({ disk, clock, ...options })
    const starting = startHeart({
      store: store.store,
      directory,
      kinds,
      clock,
      retentionMs,
      limits: modelLimits,
    })
    // A start commits the crossings that a crash cut off, and waits for that.
    for (let isStarted = false; ; store.finish()) {
      await settle()
      isStarted = await Promise.race([starting.then(() => true), settle().then(() => false)])
      if (isStarted) return { ingest: await starting, store }
    }
  }

  let life = await begin()
  return {
    disk,
    clock,
    get life() {
      return life
    },
    settle,
    async pass(ms) {
      time.wall += ms
      time.monotonic += ms
      mock.timers.tick(ms)
      await settle()
    },
    jump(ms) {
      time.wall += ms
    },
    async crash() {
      life.store.crash()
      mock.timers.reset()
      life = await begin()
    },
    end: () => mock.timers.reset(),
  }
}
