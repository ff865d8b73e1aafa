import { randomUUID } from 'node:crypto'
import type { CommitItem } from '#domain/commit.ts'
import type { Quarantined } from '#domain/facts/quarantine.ts'
import type { Store } from '#store/store.ts'
import { RollupCells } from '../rollup/rollup-cells.ts'

/** Name of the archive among the journal's consumers. */
export const archiveConsumer = 'archive'

/** A back-fill from the recent store, and how far it came. Survives a restart. */
export interface FillTask {
  /** Device times, [from, to), epoch ms. */
  from: number
  to: number
  /** `readings`, then the path of one archived fact after the other. */
  stage: string
  /** Device that is being filled; those before it in order are done. Empty at the beginning. */
  device: string
  /** Where the list goes on. */
  cursor: string | null
}

/** What the archive must not forget; all of it changes in one transaction. */
export interface Progress {
  /** Everything up to this journal sequence is in the archive. */
  seq: number
  fill: FillTask | null
  /** What an upgrade of the store changed was sent again, or is in `fill`. */
  hasUpgraded: boolean
  /** Names this journal; a copy of the data folder has the same. */
  readonly journal: string
  readonly cells: RollupCells
  /** As of the last save: what a restart would go on from. */
  readonly savedSeq: number
  /** Keeps a refused point for quarantine with the next save. */
  refuse(quarantined: Quarantined): void
  /** True where the next save should not wait. */
  readonly hasRefused: boolean
  /** Saves everything; returns the newest journal sequence. Rejects with `StoreError`. */
  save(): Promise<number>
}

const fillKey = 'fill'
const journalKey = 'journal'
const upgradedKey = 'upgraded'

function readEntries(entries: readonly (readonly [key: string, value: unknown])[]) {
  const cells = new RollupCells()
  for (const [key] of entries) cells.load(key)
  const kept = new Map(entries)
  const fill = (kept.get(fillKey) ?? null) as FillTask | null
  const journal = (kept.get(journalKey) as string | undefined) ?? randomUUID()
  return { cells, fill, journal, hasUpgraded: kept.get(upgradedKey) === true }
}

/** Reads the archive's own projection. */
export async function loadProgress(
  store: Pick<Store, 'commit' | 'loadProjection'>,
): Promise<Progress> {
  const { seq, entries } = await store.loadProjection(archiveConsumer)
  const { cells, fill, journal, hasUpgraded } = readEntries(entries)
  let refused: Quarantined[] = []
  let savedSeq = seq

  const progress: Progress = {
    seq,
    fill,
    hasUpgraded,
    journal,
    cells,
    get savedSeq() {
      return savedSeq
    },
    get hasRefused() {
      return refused.length > 0
    },
    refuse: (quarantined) => {
      refused.push(quarantined)
    },
    save: async () => {
      const changes = cells.takeChanges()
      const keeping = refused
      refused = []
      const saving = progress.seq
      try {
        const items: CommitItem[] = keeping.map((quarantined) => ({
          type: 'quarantine',
          record: quarantined,
        }))
        const { seq: newest } = await store.commit([
          ...items,
          {
            type: 'checkpoint',
            checkpoint: {
              consumer: archiveConsumer,
              seq: saving,
              entries: [
                ...changes,
                { key: fillKey, value: progress.fill },
                { key: journalKey, value: journal },
                { key: upgradedKey, value: progress.hasUpgraded },
              ],
            },
          },
        ])
        savedSeq = saving
        return newest
      } catch (error) {
        cells.putBack(changes)
        refused = [...keeping, ...refused]
        throw error
      }
    },
  }
  return progress
}
