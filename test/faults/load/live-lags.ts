import { openRawViewer, type RawViewer } from '#test/api/live/raw-viewer.ts'
import { Samples } from '#test/bench/samples.ts'

/**
 * Collects the times from receipt by the server to the update. Of the updates nothing else is
 * kept: in ten minutes they would be gigabytes, and this process would pause to tidy up.
 */
export function collectLags({ socket, updates }: RawViewer): { take(): Samples } {
  let samples = new Samples()
  // After the viewer's own listener, which has read the frames of the same chunk.
  socket.on('data', () => {
    const now = Date.now()
    for (const { changes } of updates.splice(0)) {
      for (const { latest } of changes) if (latest) samples.add(now - latest.received_ts)
    }
  })
  return {
    take() {
      const taken = samples
      samples = new Samples()
      return taken
    },
  }
}

/** A browser that watches the gauges of the city from now on. */
export async function openFloodViewer(url: string): Promise<RawViewer> {
  const viewer = await openRawViewer(url)
  viewer.watch({ kinds: ['flood'], since: 0, since_crossing: -1, health: false })
  return viewer
}
