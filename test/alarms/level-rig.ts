import { listInForce } from '#alarms/level/in-force.ts'
import { loadAlarmLog, type AlarmLog } from '#alarms/alarm-log.ts'
import { Gauges } from '#alarms/level/gauges.ts'
import { LevelOwner } from '#alarms/level/level-owner.ts'
import { recall } from '#alarms/level/repair/recall.ts'
import { outcomes, type Change, type Checkpoint, type JournalBatch } from '#domain/commit.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Group } from '#journal/group.ts'
import type { Store } from '#store/store.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { createDevice } from '#test/support/start-city.ts'
import { createBoardConsumer } from '#views/board/board-consumer.ts'
import { readingChange } from '#test/support/reading-change.ts'

const thresholds = localThresholds({ standby: 1.3, caution: 1.4, danger: 1.5 })
export const gauges = ['gauge-1', 'gauge-2'].map((id) => createDevice(id, 'flood', { thresholds }))
export const directory = {
  find: (id: string) => gauges.find((gauge) => gauge.id === id),
  list: () => gauges,
}

/** What is on disk: the journal, the newest version of each reading, crossings, what was saved. */
export class Disk {
  readonly journal: JournalBatch[] = []
  readonly rows = new Map<string, Map<number, Reading>>()
  readonly crossings: StoredCrossing[] = []
  readonly saved = new Map<string, string>()
  cursor = 0
  /** How often it was asked for older values. */
  asked = 0
  /** City time, moved by the test. */
  nowTs = 0
  readonly clock: Clock = { now: () => this.nowTs, monotonicMs: () => this.nowTs }

  /** Commits facts as the store does: what was there already becomes a revision or a duplicate. */
  commit(changes: readonly Change[]): JournalBatch {
    const written = changes.map((change) => this.#write(change))
    const batch = { seq: this.journal.length + 1, committed_ts: this.nowTs, changes: written }
    this.journal.push(batch)
    return batch
  }

  checkpoint({ seq, entries }: Checkpoint): void {
    this.cursor = seq
    for (const { key, value } of entries) this.saved.set(key, JSON.stringify(value))
  }

  rowsOf(device: string): Reading[] {
    return [...(this.rows.get(device)?.values() ?? [])].toSorted((a, b) => a.ts - b.ts)
  }

  get store(): Pick<Store, 'listReadings' | 'listFacts'> {
    return {
      listReadings: async (_, device, { from, to }) => ({
        items: this.rowsOf(device).filter(({ ts }) => ts >= from && ts < to),
        next_cursor: null,
      }),
      listFacts: async (name, { device, limit, range, inForce }) => {
        if (name !== 'crossing') throw new Error(`no ${name} here`)
        const known = inForce ? listInForce(this.crossings) : this.crossings
        const all = known.filter(
          (one) =>
            (device === undefined || one.device === device) &&
            (!range || (one.ts >= range.from && one.ts < range.to)),
        )
        return { items: all.toReversed().slice(0, limit) as never[], next_cursor: null }
      },
    }
  }

  #write(change: Change): Change {
    if (change.type === 'reading') return this.#writeReading(change.reading)
    if (change.type === 'verdict') {
      const { device, ts, flag, reasons } = change.record
      const row = this.rows.get(device)?.get(ts)
      if (row) this.rows.get(device)?.set(ts, { ...row, flag, reasons })
    } else if (change.type === 'crossing') {
      this.crossings.push({ ...change.record, crossing_seq: this.crossings.length + 1 })
    }
    return change
  }

  #writeReading(reading: Reading): Change {
    const rows = this.rows.get(reading.device) ?? new Map<number, Reading>()
    this.rows.set(reading.device, rows)
    const before = rows.get(reading.ts)
    const isSame = before?.values['level_m'] === reading.values['level_m']
    const outcome = !before ? outcomes.stored : isSame ? outcomes.duplicate : outcomes.revision
    // Its place and its receipt are those of the first message.
    const { place_ts = reading.place_ts, received_ts = reading.received_ts } = before ?? {}
    const merged = { ...reading, place_ts, received_ts }
    if (outcome !== outcomes.duplicate) rows.set(reading.ts, merged)
    return { ...readingChange(merged, outcome), message: reading }
  }
}

/** One life of the city between two crashes. The disk answers when the test says so. */
export interface Life {
  owner: LevelOwner
  gauges: Gauges
  board: ReturnType<typeof createBoardConsumer>
  alarms: AlarmLog
  underWay: Group[]
  /** Questions to the store, that wait for an answer. */
  questions: (() => void)[]
  commit(changes: readonly Change[]): void
  /** The disk answers what was submitted first: all of it is written, or nothing. */
  answer(works: boolean): void
}

export async function beginLife(disk: Disk): Promise<Life> {
  const underWay: Group[] = []
  const questions: (() => void)[] = []
  const alarms = await loadAlarmLog(disk.store, directory)
  let isLive = false
  const newestCrossing = Math.max(0, alarms.crossingSeq)
  const known = new Gauges({ directory, kinds, newestCrossing })
  const owner = new LevelOwner({
    clock: disk.clock,
    gauges: known,
    submit: (group) => void underWay.push(group),
    async recall(sought) {
      disk.asked += 1
      const recalled = await recall(disk.store, sought)
      if (isLive) await new Promise<void>((answer) => questions.push(answer))
      return recalled
    },
    onSaved: (crossings) => void alarms.append(crossings),
    onChanged: (id) => board.refresh(id),
  })
  const board = createBoardConsumer({
    directory,
    kinds,
    showLevel: (one) => ({ ...owner.show(one), unchangedMs: null }),
  })

  const apply = (batch: JournalBatch) => {
    owner.apply(batch)
    board.apply(batch)
  }
  owner.restore(
    disk.cursor,
    [...disk.saved].map(([key, text]) => [key, JSON.parse(text)]),
  )
  for (const batch of disk.journal) {
    if (batch.seq > disk.cursor) owner.replay(batch)
    board.apply(batch)
  }
  await owner.start()
  isLive = true
  for (const { id } of gauges) board.refresh(id)

  return {
    owner,
    gauges: known,
    board,
    alarms,
    underWay,
    questions,
    commit: (changes) => apply(disk.commit(changes)),
    answer(works) {
      const group = underWay.shift()
      if (!group) return
      if (works) {
        const crossings = group.entries.filter(({ type }) => type !== 'checkpoint')
        if (crossings.length > 0) apply(disk.commit(crossings as unknown as Change[]))
        for (const entry of group.entries) {
          if (entry.type === 'checkpoint') disk.checkpoint(entry.checkpoint)
        }
      }
      group.settle(works)
    },
  }
}

const turn = () => new Promise((done) => setImmediate(done))

/** Answers everything, until nothing is left to be written or asked. */
export async function settleLife({ owner, underWay, questions, answer }: Life): Promise<void> {
  do {
    for (const reply of questions.splice(0)) reply()
    await turn()
    while (underWay.length > 0) answer(true)
    owner.save()
    while (underWay.length > 0) answer(true)
    await turn()
  } while (underWay.length + questions.length > 0)
}
