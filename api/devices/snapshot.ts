import type { Clock } from '#domain/operation/clock.ts'
import type { Board, DeviceState } from '#views/board.ts'
import { createDeviceFeature, createTimedProperties, hideFromPublic } from './feature.ts'
import type { RegistryTag } from './registry-tag.ts'

/** Encodes `GET /v1/devices` cheaply, however many devices there are and pages that ask. */
export interface DeviceSnapshot {
  /** A DeviceCollection as JSON. */
  encode(view: SnapshotView): Buffer
}

export interface SnapshotView {
  /** Only devices of these kinds; all where absent. */
  kinds?: readonly string[] | undefined
  /** Without what is for staff alone. */
  isPublic: boolean
}

/**
 * Ages in a snapshot hold at its `server_ts`, so one may serve every page that asks within this
 * time as long as nothing was committed. Short enough that no clock on a page is off visibly.
 */
const sharedForMs = 250

interface Encoded {
  body: Buffer
  seq: number
  registry: string
  atMs: number
}

/**
 * Two caches: the whole body while nothing changed, and each device's own bytes until that device
 * changes. Only age, state and level are written anew for each body.
 */
export function createDeviceSnapshot(parts: {
  board: Board
  registryTag: RegistryTag
  clock: Clock
}): DeviceSnapshot {
  const { board, registryTag, clock } = parts
  const encoded = new Map<string, Encoded>()
  // A state is replaced whenever its device changes, so bytes never outlive what they say.
  const lasting = {
    staff: new WeakMap<DeviceState, Buffer>(),
    everybody: new WeakMap<DeviceState, Buffer>(),
  }

  return {
    encode(view) {
      const registry = registryTag.get()
      const { kinds, isPublic } = view
      const name = `${isPublic ? 'public' : 'staff'} ${kinds?.join() ?? 'all kinds'}`
      const known = encoded.get(name)
      const fresh =
        known?.seq === board.seq &&
        known.registry === registry &&
        clock.monotonicMs() - known.atMs < sharedForMs
      if (known && fresh) return known.body
      const body = encodeAll(view, registry)
      encoded.set(name, { body, seq: board.seq, registry, atMs: clock.monotonicMs() })
      return body
    },
  }

  function encodeAll({ kinds, isPublic }: SnapshotView, registry: string): Buffer {
    const now = clock.now()
    const head = `"seq":${board.seq},"registry":"${registry}","server_ts":${now}`
    const chunks: Buffer[] = [Buffer.from(`{"type":"FeatureCollection",${head},"features":[`)]
    for (const state of board.list()) {
      if (kinds?.includes(state.device.kind) === false) continue
      if (chunks.length > 1) chunks.push(comma)
      chunks.push(encodeLasting(state, now, isPublic), encodeTimed(state, now))
    }
    chunks.push(Buffer.from(']}'))
    return Buffer.concat(chunks)
  }

  /** A feature's bytes up to where the timed properties follow, encoded once until it changes. */
  function encodeLasting(state: DeviceState, now: number, isPublic: boolean): Buffer {
    const kept = isPublic ? lasting.everybody : lasting.staff
    const known = kept.get(state)
    if (known) return known
    const whole = createDeviceFeature(state, now)
    const feature = isPublic ? hideFromPublic(whole) : whole
    const { age_ms: _age, state: _state, level: _level, ...properties } = feature.properties
    const bytes = Buffer.from(JSON.stringify({ ...feature, properties }).slice(0, -2))
    kept.set(state, bytes)
    return bytes
  }
}

const comma = Buffer.from(',')

// Numbers and words of ours only, so there is nothing to escape.
function encodeTimed(device: DeviceState, now: number): Buffer {
  const { age_ms: ageMs, state, level } = createTimedProperties(device, now)
  return Buffer.from(`,"age_ms":${ageMs},"state":"${state}","level":${level}}}`, 'latin1')
}
