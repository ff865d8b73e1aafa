import { Aedes } from 'aedes'
import { createAuthenticate, createPreConnect } from './access/authenticate.ts'
import { createAuthorizePublish } from './access/authorize-publish.ts'
import { createAuthorizeSubscribe } from './access/authorize-subscribe.ts'
import type { DoorParts } from './parts.ts'
import { createSessionStore, createSilentEmitter } from './silent-parts.ts'

type Published = (error?: Error) => void

/**
 * Aedes as the protocol engine only: packets, acknowledgements, keep-alive. Its own publishing
 * runs after the PUBACK and would route, retain and queue, none of which this city wants, so it
 * ends here: what `authorizePublish` let through has already gone through the door.
 */
class ProtocolEngine extends Aedes {
  override publish(...args: unknown[]): void {
    const done = args.findLast((arg) => typeof arg === 'function') as Published | undefined
    done?.()
  }
}

export type Protocol = Aedes

/** Starts the engine under the door's rules; it listens on nothing by itself. */
export async function startProtocol(parts: DoorParts): Promise<Protocol> {
  const { limits } = parts
  const engine = new ProtocolEngine({
    preConnect: createPreConnect(parts),
    authenticate: createAuthenticate(parts),
    authorizePublish: createAuthorizePublish(parts),
    authorizeSubscribe: createAuthorizeSubscribe(parts),
    mq: createSilentEmitter(),
    persistence: createSessionStore(),
    // 0: no queue between packets of different clients; a finite one costs five times the CPU.
    concurrency: 0,
    connectTimeout: limits.connectTimeoutMs,
    drainTimeout: limits.drainTimeoutMs,
    maxInflightInbound: limits.openQos2,
    // MQTT 3.1 allowed 23 characters; a device id has up to 32.
    maxClientsIdLength: 32,
    // `{city}/v1/{kind}/{device}/{channel}`; deeper ones are refused before any other look.
    maxTopicLevels: 8,
  })
  await engine.listen()
  return engine
}
