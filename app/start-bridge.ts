import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { bestEffortNote, bridgeTroubles } from '#domain/operation/bridge.ts'
import { systemClock, type Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { kinds as allKinds } from '#domain/kinds/index.ts'
import type { ProfileDirectory } from '#domain/devices/profiles/device-mapper.ts'
import type { Config } from '#config'
import type { Bridge } from '#bridge/bridge.ts'
import { parseBridgeFile } from '#bridge/settings/parse-bridge-file.ts'
import type { BridgeSource } from '#bridge/settings/settings.ts'
import { startBridge } from '#bridge/start.ts'
import type { Heart } from '#heart/heart.ts'
import type { Store } from '#store/store.ts'
import type { Closing } from './closing.ts'
import type { Log } from '#domain/operation/log.ts'
import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'

/** Everything that is wrong with the bridge file, one line each. */
class BridgeFileError extends Error {
  override readonly name = 'BridgeFileError'
}

/** The sources of `BRIDGE_FILE`; none without it. Throws `BridgeFileError`. */
export function readBridgeSources({ BRIDGE_FILE }: Config, city: string): readonly BridgeSource[] {
  if (BRIDGE_FILE === undefined) return []
  // Paths in the file are those of its own folder, wherever the server was started.
  const readText = (path: string) => readOrSay(resolve(dirname(BRIDGE_FILE), path))
  const sources = parseBridgeFile(readFile(BRIDGE_FILE), { file: BRIDGE_FILE, city, readText })
  if (!('errors' in sources)) return sources
  const list = sources.errors.map((error) => `  ${error}`).join('\n')
  throw new BridgeFileError(`ブリッジの設定に誤りがあります。 The bridge file is wrong:\n${list}`)
}

function readFile(path: string): string {
  try {
    return readOrSay(path)
  } catch (error) {
    throw new BridgeFileError(`BRIDGE_FILE: ${(error as Error).message}`, { cause: error })
  }
}

function readOrSay(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no file' : `cannot read (${code ?? message})`
    throw new Error(`${why} ${path}`, { cause: error })
  }
}

interface Parts {
  sources: readonly BridgeSource[]
  registry: DeviceDirectory
  profiles: ProfileDirectory
  kinds?: readonly Kind[]
  ingest: Heart
  store: Store
  clock?: Clock
  log: Log
  closing: Closing
}

/** Starts the bridge to other brokers; a source that is down keeps nobody waiting. */
export async function startSources(parts: Parts): Promise<Bridge> {
  const { registry, kinds = allKinds, clock = systemClock, log, closing } = parts
  const onChange = (state: BridgeConnectionState) => tell(log, state)
  const bridge = await startBridge({ ...parts, directory: registry, kinds, clock, onChange })
  closing.add('bridge', bridge.close)
  return bridge
}

/** Tells the operator how a connection stands, once a change. */
function tell(log: Log, state: BridgeConnectionState): void {
  const { source, client_id, url, condition, trouble, words } = state
  const facts = { client_id, url, words }
  const note = state.best_effort ? `; ${bestEffortNote.en}` : ''
  if (condition === 'connected') log('info', `The bridge takes from "${source}"${note}`, facts)
  if (!trouble) return
  const why = bridgeTroubles[trouble].en
  log('warn', `The bridge waits for "${source}" and goes on trying: ${why}`, facts)
}
