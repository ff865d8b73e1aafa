import type { Change, Checkpoint, JournalBatch } from '#domain/commit.ts'
import { noLevel } from '#domain/alarms/gauge-level.ts'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Values } from '#domain/readings/values.ts'
import { Judges } from '#ingest/judge/judges.ts'
import type { Group } from '#journal/group.ts'
import { readingChange } from '#test/support/reading-change.ts'
import { createDevice } from '#test/support/start-city.ts'
import { createBoardConsumer } from '#views/board/board-consumer.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import { Projection } from '#views/projection.ts'
import { StillWater } from '#views/still/still-water.ts'

export const start = 1_795_334_400_000
export const minute = 60_000

const waterBody = (ja: string): Partial<Device> => ({
  gauge: {
    datum: 'TP',
    zero_height_m: null,
    zero_height_epoch: null,
    water_body: { ja, en: ja },
  },
})
/** So many kilometres north of the others. */
const northKm = (km: number) => ({ position: { lat: 35.956 + km / 111.195, lon: 140.324 } })

const ono = waterBody('小野川')
export const devices = [
  createDevice('gauge-still', 'flood', ono),
  createDevice('gauge-lake', 'flood', { ...ono, normally_flat: true }),
  createDevice('gauge-same-water', 'flood', { ...ono, ...northKm(30) }),
  createDevice('gauge-other-water', 'flood', { ...waterBody('利根川'), ...northKm(1) }),
  createDevice('rain-near', 'flood', northKm(9)),
  createDevice('rain-far', 'flood', northKm(11)),
] as const
const directory = {
  find: (id: string) => devices.find((device) => device.id === id),
  list: () => devices,
}

/** One reading of so many minutes after the start. */
export function measured(device: string, minutes: number, values: Values): Change {
  const ts = start + minutes * minute
  const reading: Reading = {
    kind: 'flood',
    device,
    ts,
    received_ts: ts,
    place_ts: ts,
    seq: null,
    boot: null,
    origin: 'field',
    flag: 1,
    reasons: [],
    values,
  }
  return readingChange(reading)
}

/** What is on disk. */
export interface Disk {
  journal: JournalBatch[]
  cursor: number
  saved: Map<string, string>
}

export const emptyDisk = (): Disk => ({ journal: [], cursor: 0, saved: new Map() })

/** One life of the city between two crashes; what it submits waits until the disk answers. */
export function beginLife(disk: Disk) {
  const underWay: Group[] = []
  const submit = (group: Group) => void underWay.push(group)
  const still = new StillWater({ directory, kinds, submit })
  const board = createBoardConsumer({
    directory,
    kinds,
    showLevel: (device) => ({ ...noLevel, unchangedMs: still.unchangedMs(device) }),
  })
  const gaps = createGapConsumer()
  const projection = new Projection({ board, gaps, still, judges: new Judges(kinds), submit })
  const saved = [...disk.saved].map(([key, text]): [string, unknown] => [key, JSON.parse(text)])
  projection.restore(disk.cursor, saved)
  for (const batch of disk.journal) projection.replay(batch)
  projection.start()

  const commit = (changes: readonly Change[]) => {
    const seq = disk.journal.length + 1
    const batch = { seq, committed_ts: start + seq, changes }
    disk.journal.push(batch)
    projection.apply(batch)
  }
  return {
    board,
    projection,
    commit,
    /** The disk answers what was submitted first: all of it is written, or nothing. */
    answer(works: boolean): boolean {
      const group = underWay.shift()
      const first = group?.entries[0]
      if (works && first?.type === 'checkpoint') writeCheckpoint(disk, first.checkpoint)
      else if (works && group) commit(group.entries as readonly Change[])
      group?.settle(works)
      return group !== undefined
    },
  }
}

function writeCheckpoint(disk: Disk, { seq, entries }: Checkpoint): void {
  disk.cursor = seq
  for (const { key, value } of entries) disk.saved.set(key, JSON.stringify(value))
}

/** Later verdicts in the journal, as `device minutes`. */
export const verdictsIn = ({ journal }: Pick<Disk, 'journal'>): string[] =>
  journal
    .flatMap(({ changes }) => changes)
    .flatMap((change) =>
      change.type === 'verdict'
        ? [`${change.record.device} ${(change.record.ts - start) / minute}`]
        : [],
    )

/** Commits each in a batch of its own, on a disk that works. */
export function follow(changes: readonly Change[]) {
  const disk = emptyDisk()
  const life = beginLife(disk)
  for (const change of changes) {
    life.commit([change])
    while (life.answer(true));
  }
  const unchangedH = (id: string) => {
    const { unchangedMs } = life.board.get(id)
    return unchangedMs === null ? null : unchangedMs / 3_600_000
  }
  return { disk, verdicts: verdictsIn(disk), unchangedH }
}
