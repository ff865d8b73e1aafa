/** What a set of durations says, all in milliseconds. */
export interface Summary {
  count: number
  p50: number
  p90: number
  p99: number
  p999: number
  max: number
}

const firstSize = 1 << 16

/** Keeps every duration: percentiles are exact, no histogram bucket rounds a tail away. */
export class Samples {
  #values = new Float64Array(firstSize)
  #count = 0

  add(valueMs: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#count++] = valueMs
  }

  summarize(): Summary {
    const sorted = this.#values.slice(0, this.#count).toSorted()
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
    return {
      count: this.#count,
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      p999: at(0.999),
      max: at(1),
    }
  }
}
