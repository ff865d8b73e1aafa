import type { Clock } from '#domain/operation/clock.ts'
import type { Board, DeviceState } from '#views/board.ts'
import { createDeviceFeature, createTimedProperties } from './feature.ts'
import type { RegistryTag } from './registry-tag.ts'

/** Encodes `GET /v1/devices` cheaply, however many devices there are and pages that ask. */
export interface DeviceSnapshot {
  /** A DeviceCollection as JSON; only devices of `kinds` if given. */
  encode(kinds?: readonly string[]): Buffer
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
  const lasting = new WeakMap<DeviceState, Buffer>()

  return {
    encode(kinds) {
      const registry = registryTag.get()
      const name = kinds?.join() ?? 'all kinds'
      const known = encoded.get(name)
      const fresh =
        known?.seq === board.seq &&
        known.registry === registry &&
        clock.monotonicMs() - known.atMs < sharedForMs
      if (known && fresh) return known.body
      const body = encodeAll(kinds, registry)
      encoded.set(name, { body, seq: board.seq, registry, atMs: clock.monotonicMs() })
      return body
    },
  }

  function encodeAll(kinds: readonly string[] | undefined, registry: string): Buffer {
    const now = clock.now()
    const head = `"seq":${board.seq},"registry":"${registry}","server_ts":${now}`
    const chunks: Buffer[] = [Buffer.from(`{"type":"FeatureCollection",${head},"features":[`)]
    for (const state of board.list()) {
      if (kinds?.includes(state.device.kind) === false) continue
      if (chunks.length > 1) chunks.push(comma)
      chunks.push(encodeLasting(state, now), encodeTimed(state, now))
    }
    chunks.push(Buffer.from(']}'))
    return Buffer.concat(chunks)
  }

  /** A feature's bytes up to where the timed properties follow, encoded once until it changes. */
  function encodeLasting(state: DeviceState, now: number): Buffer {
    const known = lasting.get(state)
    if (known) return known
    const feature = createDeviceFeature(state, now)
    const { age_ms: _age, state: _state, level: _level, ...properties } = feature.properties
    const bytes = Buffer.from(JSON.stringify({ ...feature, properties }).slice(0, -2))
    lasting.set(state, bytes)
    return bytes
  }
}

const comma = Buffer.from(',')

// Numbers and words of ours only, so there is nothing to escape.
function encodeTimed(device: DeviceState, now: number): Buffer {
  const { age_ms: ageMs, state, level } = createTimedProperties(device, now)
  return Buffer.from(`,"age_ms":${ageMs},"state":"${state}","level":${level}}}`, 'latin1')
}
