export interface Picture {
  /** Its file is `docs/pictures/<name>.png`. */
  name: string
  /** Of the page, from the root. */
  address: string
  viewport: { width: number; height: number }
  bytesMax: number
}

/** A README loads over a village's line too. */
const bytesMax = 300_000

/** The pictures of the documents. */
export const pictures: readonly Picture[] = [
  { name: 'map', address: '/', viewport: { width: 1280, height: 800 }, bytesMax },
  { name: 'wall', address: '/?view=wall', viewport: { width: 1600, height: 900 }, bytesMax },
]
