import { Compile } from 'typebox/compile'
import { watchRequest, type WatchReply, type WatchRequest } from '#domain/wire/live.ts'
import type { AlarmView } from '#alarms/alarm-view.ts'
import type { RegistryTag } from '../devices/registry-tag.ts'
import type { DeviceStream } from './device-stream.ts'

const watch = Compile(watchRequest)

/** The request as it should be; undefined for anything else, which no page of ours sends. */
export function parseWatchRequest(input: unknown): WatchRequest | undefined {
  return watch.Check(input) ? input : undefined
}

/** What has gone out on a connection already, whether or not the page has read it yet. */
export interface Sent {
  kinds: readonly string[]
  seq: number
  crossingSeq: number
}

/**
 * Everything between where the client stands and where its rooms stand, without what is on its
 * way to it already. A client that was served by another run of the server, which may have had
 * other data, or that knows more than this one, is told to load everything again.
 */
export function createWatchReply(
  request: WatchRequest,
  sent: Sent | undefined,
  parts: {
    stream: DeviceStream
    alarms: AlarmView
    registryTag: RegistryTag
    run: string
    now: number
  },
): WatchReply {
  const { stream, alarms, registryTag, run, now } = parts
  // Its snapshot may hold what still waits to be sent to the rooms.
  if (request.since > stream.seq) stream.flush()
  const knowsMore = request.since > stream.seq || request.since_crossing > alarms.crossingSeq
  // Numbers alone do not tell: a restored city soon passes those that a page knows.
  const foreign = knowsMore || (request.run !== undefined && request.run !== run)
  const stale = request.registry !== undefined && request.registry !== registryTag.get()
  const standing = request.kinds.map((kind) => {
    const known = sent?.kinds.includes(kind) ? sent.seq : 0
    return [kind, Math.max(request.since, known)] as const
  })
  const sinceCrossing = foreign ? -1 : request.since_crossing
  return {
    server_ts: now,
    run,
    update: stream.updateSince(new Map(standing)),
    crossings: alarms.crossingsSince(Math.max(sinceCrossing, sent?.crossingSeq ?? -1)),
    reload: foreign || stale,
  }
}
