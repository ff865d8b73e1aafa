/** Devices whose newest changes are not saved; the one that waits longest comes first. */
export class Unsaved {
  /** Device → journal sequence of its oldest change that is not saved. */
  #since = new Map<string, number>()

  get size(): number {
    return this.#since.size
  }

  /** Sequence of the oldest change that is not saved; undefined where all is. */
  get oldestSeq(): number | undefined {
    return this.#since.values().next().value
  }

  /** Sequences never fall from call to call. */
  add(device: string, seq: number): void {
    if (!this.#since.has(device)) this.#since.set(device, seq)
  }

  /** Takes out these `first`, and up to `count` more devices, those that wait longest. */
  take(count: number, first: readonly string[] = []): ReadonlyMap<string, number> {
    const taken = new Map<string, number>()
    for (const device of first) {
      const seq = this.#since.get(device)
      if (seq === undefined) continue
      taken.set(device, seq)
      this.#since.delete(device)
    }
    const max = taken.size + count
    for (const [device, seq] of this.#since) {
      if (taken.size >= max) break
      taken.set(device, seq)
      this.#since.delete(device)
    }
    return taken
  }

  /** They could not be saved: they wait again, since when they did. */
  putBack(taken: ReadonlyMap<string, number>): void {
    const newer = [...this.#since].filter(([device]) => !taken.has(device))
    const all = [...taken, ...newer]
    this.#since = new Map(all.toSorted(([, a], [, b]) => a - b))
  }
}
