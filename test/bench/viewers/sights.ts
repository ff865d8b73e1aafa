const columns = 3
const firstRows = 1 << 14

/** A growing table of (device, reading, moment). */
export class Sights {
  #values = new Float64Array(firstRows * columns)
  #length = 0

  add(device: number, reading: number, atMs: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values.set([device, reading, atMs], this.#length)
    this.#length += columns
  }

  toArray(): Float64Array {
    return this.#values.slice(0, this.#length)
  }
}

/** Goes through the rows of `Sights`. */
export function* eachSight(
  sights: Float64Array,
): Generator<{ device: number; reading: number; atMs: number }> {
  for (let row = 0; row < sights.length; row += columns) {
    const [device = 0, reading = 0, atMs = 0] = sights.subarray(row, row + columns)
    yield { device, reading, atMs }
  }
}
