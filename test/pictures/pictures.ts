export interface Picture {
  /** Its file is `docs/pictures/<name>.png`. */
  name: string
  /** Of the page, from the root. */
  address: string
  viewport: { width: number; height: number }
  bytesMax: number
}

/** Both the same, so that they stand side by side; wide enough for the map between its lists. */
const viewport = { width: 1440, height: 810 }
/** A README loads over a village's line too. */
const bytesMax = 300_000

/** The pictures of the documents. */
export const pictures: readonly Picture[] = [
  { name: 'map', address: '/', viewport, bytesMax },
  { name: 'wall', address: '/?view=wall', viewport, bytesMax },
]
