/** One hour or day of one device whose rollup has to be written (again). */
export interface RollupCell {
  rollup: '1h' | '1d'
  kind: string
  device: string
  /** Its beginning, epoch ms. */
  ts: number
}

export type CellChange = { key: string; value: 1 | null }

/**
 * The cells that wait, and what changed since the last save. They live in the archive's projection
 * beside its cursor, so a crash neither forgets one nor works one off that was not forwarded.
 */
export class RollupCells {
  readonly #waiting = new Map<string, RollupCell>()
  readonly #changed = new Map<string, 1 | null>()

  get size(): number {
    return this.#waiting.size
  }

  /** True where a save is due. */
  get hasChanges(): boolean {
    return this.#changed.size > 0
  }

  load(key: string): void {
    const cell = parseKey(key)
    if (cell) this.#waiting.set(key, cell)
  }

  add(cell: RollupCell): void {
    const key = keyOf(cell)
    if (this.#waiting.has(key)) return
    this.#waiting.set(key, cell)
    this.#changed.set(key, 1)
  }

  remove(cell: RollupCell): void {
    const key = keyOf(cell)
    if (this.#waiting.delete(key)) this.#changed.set(key, null)
  }

  list(isDue: (cell: RollupCell) => boolean): RollupCell[] {
    return [...this.#waiting.values()].filter(isDue)
  }

  /** Beginning of the first window of a device that waits; Infinity where none does. */
  readonly firstWaiting = (kind: string, device: string): number => {
    let first = Infinity
    for (const cell of this.#waiting.values()) {
      if (cell.device === device && cell.kind === kind) first = Math.min(first, cell.ts)
    }
    return first
  }

  /** What to save with the next checkpoint. */
  takeChanges(): CellChange[] {
    const changes = [...this.#changed].map(([key, value]) => ({ key, value }))
    this.#changed.clear()
    return changes
  }

  /** The save failed: these changes are still to be saved. */
  putBack(changes: readonly CellChange[]): void {
    for (const { key, value } of changes) if (!this.#changed.has(key)) this.#changed.set(key, value)
  }
}

const keyOf = ({ rollup, kind, device, ts }: RollupCell) => `cell|${rollup}|${kind}|${device}|${ts}`

function parseKey(key: string): RollupCell | undefined {
  const [word, rollup, kind, device, ts] = key.split('|')
  if (word !== 'cell' || (rollup !== '1h' && rollup !== '1d') || !kind || !device) return undefined
  return { rollup, kind, device, ts: Number(ts) }
}
