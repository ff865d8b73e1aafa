/** What the viewers shall watch. */
export interface ViewersPlan {
  url: string
  /** Headers of somebody who may read the city. */
  headers: Record<string, string>
  clients: number
  /** How many of them write down what they see. */
  observers: number
  kind: string
  /** Devices in the generator's order; a sight names one by its place here. */
  devices: readonly string[]
  /** Times of readings are `firstTs + n * tsStepMs`: so a viewer knows which one it sees. */
  firstTs: number
  tsStepMs: number
}

/**
 * Sights as rows of three numbers: device, number of the reading, moment on the monotonic clock.
 * A reading that a newer one replaced before it was shown counts as seen with the newer one.
 */
export interface ViewersReport {
  updates: Float64Array
  crossings: Float64Array
}

export type ViewersMessage = { type: 'watching' } | { type: 'report'; report: ViewersReport }
