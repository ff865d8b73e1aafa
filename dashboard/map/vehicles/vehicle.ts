import type { LatestReading } from '#domain/wire/device.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { compassField } from '../../logic/value/figure.ts'
import { isPlaceDoubtful } from '../../logic/value/place.ts'
import { findKind } from '../../state/city.ts'
import type { FleetEntry } from '../../state/fleet.ts'
import { Track } from './track.ts'
import { projectToWorld, type WorldPoint } from './world-point.ts'

/** How long a vehicle glides to a new fix, ms. It never runs ahead of what it reported. */
const glideMs = 900
/** After so many missed fixes a vehicle turns hollow; the extra covers jitter of the network. */
const missedFixes = 2
const jitterMs = 1_000

/** A moving device as the canvas draws it. */
export class Vehicle {
  readonly entry: FleetEntry
  readonly track = new Track()
  headingDeg: number | null = null
  /** True once its past was asked for: a trail is loaded once. */
  hasPast = false
  #from: WorldPoint | undefined
  #glideStart = 0

  constructor(entry: FleetEntry) {
    this.entry = entry
  }

  /** Takes over the newest fix; true where it moved. */
  update(frameMs: number): boolean {
    const { at, latest, kind } = this.entry.device.peek()
    if (!at || !latest || this.#passesOver(latest, findKind(kind))) return false
    const heading = latest.values[compassField(findKind(kind))?.name ?? '']
    this.headingDeg = typeof heading === 'number' ? heading : this.headingDeg
    const before = this.track.newest && this.position(frameMs)
    if (!this.track.add({ ts: latest.ts, ...projectToWorld(at[0], at[1]) })) return false
    this.#from = before
    this.#glideStart = frameMs
    return true
  }

  /** What is drawn already, and a doubtful place: the way ends there. */
  #passesOver(latest: LatestReading, kind: KindResource | undefined): boolean {
    if (latest.ts === this.track.newest?.ts) return true
    if (!isPlaceDoubtful(latest, kind)) return false
    this.track.cut()
    return true
  }

  /** Where it is drawn in this frame; undefined without any fix. */
  position(frameMs: number): WorldPoint {
    const target = this.track.newest ?? { x: 0, y: 0 }
    const share = Math.min(1, (frameMs - this.#glideStart) / glideMs)
    if (!this.#from || share >= 1) return target
    const { x, y } = this.#from
    return { x: x + (target.x - x) * share, y: y + (target.y - y) * share }
  }

  isGliding(frameMs: number): boolean {
    return this.#from !== undefined && frameMs - this.#glideStart < glideMs
  }

  /** Ends a glide at once: for many vehicles, or where the reader wants no motion. */
  settle(): void {
    this.#from = undefined
  }

  /** From when on its trail is old: from now, or from the last row of a recording of the past. */
  trailEndTs(now: number): number {
    const isReplay = this.entry.device.peek().origin === 'replay'
    return isReplay ? (this.track.newest?.ts ?? now) : now
  }

  isSilent(now: number): boolean {
    const { latest, interval_ms: intervalMs } = this.entry.device.peek()
    return !latest || now - latest.ts > missedFixes * intervalMs + jitterMs
  }
}
