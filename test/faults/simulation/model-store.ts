import { listInForce } from '#alarms/level/in-force.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { CommitItem } from '#domain/commit.ts'
import type { Random } from '#domain/kinds/simulation.ts'
import { type CommitResult, StoreError, type Store } from '#store/store.ts'
import { type ModelDisk, writeBatch } from './model-disk.ts'

/** What a broken store would do; a simulation that does not notice is blind. */
export type Defect = 'none' | 'acknowledges before the sync' | 'tears a transaction'

/** A store whose every commit the simulation ends as it likes. */
export interface ModelStore {
  readonly store: Store
  /** Commits under way. */
  underWay(): number
  /** The oldest commit reaches the disk and is told so. */
  finish(): void
  /** The oldest commit fails; what of it did reach the disk nobody knows. */
  fail(): void
  /** The power goes: each commit under way is on the disk whole or not at all. */
  crash(): void
}

interface UnderWay {
  items: readonly CommitItem[]
  committedTs: number
  resolve(result: CommitResult): void
  reject(error: StoreError): void
}

const notModelled = () => Promise.reject(new Error('not part of the model'))

export function createModelStore(options: {
  disk: ModelDisk
  clock: Clock
  random: Random
  defect: Defect
}): ModelStore {
  const { disk, clock, random, defect } = options
  const underWay: UnderWay[] = []
  /** Reported as failed, but perhaps on the disk; the next commit writes over it. */
  let limbo: UnderWay | undefined
  /** Told to be on the disk by a defective store. */
  let unsynced: UnderWay[] = []
  let isDead = false

  const write = ({ items, committedTs }: UnderWay) => writeBatch(disk, items, committedTs)
  const syncAll = () => {
    for (const each of unsynced) write(each)
    unsynced = []
  }

  const commit = (items: readonly CommitItem[]): Promise<CommitResult> => {
    const { promise, resolve, reject } = Promise.withResolvers<CommitResult>()
    // What the caller changes later must not change what is on its way to the disk.
    const taken = structuredClone(items.map((item) => ({ ...item })))
    if (!isDead) underWay.push({ items: taken, committedTs: clock.now(), resolve, reject })
    return promise
  }

  return {
    store: { ...createReads(disk), commit },
    underWay: () => underWay.length,
    finish() {
      const oldest = underWay.shift()
      if (!oldest) return
      limbo = undefined
      syncAll()
      const result = { ...write(oldest), committed_ts: oldest.committedTs }
      if (defect === 'acknowledges before the sync' && random() < 0.5) {
        disk.journal.pop()
        for (const item of oldest.items) {
          if (item.type === 'reading')
            disk.readings.delete(`${item.reading.device} ${item.reading.ts}`)
        }
        unsynced.push(oldest)
      }
      oldest.resolve(result)
    },
    fail() {
      const oldest = underWay.shift()
      if (!oldest) return
      limbo = oldest
      oldest.reject(new StoreError('the disk failed', { recoverable: true }))
    },
    crash() {
      isDead = true
      if (limbo && random() < 0.5) write(limbo)
      else if (!limbo) crashUnderWay()
    },
  }

  // The log is cut at the first frame that is torn: what came before it is there, what after not.
  function crashUnderWay(): void {
    for (const each of underWay) {
      if (random() < 0.5) return
      if (defect !== 'tears a transaction') write(each)
      else write({ ...each, items: each.items.slice(0, Math.ceil(each.items.length / 2)) })
    }
  }
}

function createReads(disk: ModelDisk): Omit<Store, 'commit'> {
  return {
    readJournal: (afterSeq, limit) => {
      const from = Math.max(afterSeq, disk.prunedSeq)
      const batches = disk.journal.filter(({ seq }) => seq > from).slice(0, limit)
      return Promise.resolve(structuredClone(batches))
    },
    loadProjection: (consumer) => {
      const { seq, entries } = disk.projections.get(consumer) ?? { seq: 0, entries: new Map() }
      return Promise.resolve({ seq, entries: structuredClone([...entries]) })
    },
    listFacts: (name, { device, range, inForce, limit }) => {
      if (name !== 'crossing') return notModelled()
      const items = (inForce ? listInForce(disk.crossings) : disk.crossings).filter(
        (one) =>
          (device === undefined || one.device === device) &&
          (!range || (one.ts >= range.from && one.ts < range.to)),
      )
      const newest = items.toReversed().slice(0, limit)
      return Promise.resolve({ items: structuredClone(newest) as never[], next_cursor: null })
    },
    prune: ({ journalUpToSeq, readingsBeforeTs }) => {
      disk.deletedBeforeTs = Math.max(disk.deletedBeforeTs, readingsBeforeTs)
      disk.prunedSeq = Math.max(disk.prunedSeq, journalUpToSeq)
      return Promise.resolve({ readings: 0, journal: 0, facts: {}, reduced: {} })
    },
    listReadings: (_, device, { from, to }) => {
      const rows = [...disk.readings.values()].flatMap((versions) => versions.slice(-1))
      const items = rows
        .filter((row) => row.device === device && row.ts >= from && row.ts < to)
        .toSorted((a, b) => a.ts - b.ts)
      return Promise.resolve({ items: structuredClone(items), next_cursor: null })
    },
    foldReadings: notModelled,
    listRevisions: notModelled,
    listVerdicts: notModelled,
    loadUpgraded: () => Promise.resolve(null),
    counts: notModelled,
    close: () => Promise.resolve(),
  }
}
