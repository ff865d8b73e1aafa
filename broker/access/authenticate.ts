import type { AedesOptions, Client, ConnectPacket } from 'aedes'
import type { Connection } from '../connections.ts'
import { connackCodes, connectRefusal, identify, type ConnectRefusal } from './identity.ts'
import type { DoorParts } from '../parts.ts'
import { refusal } from '../refusal.ts'
import { quote, type OwnTopics } from './topics.ts'
import { createTurns } from './turns.ts'

/** As Aedes itself holds a client back while it is identified; its types leave that out. */
type Pausable = Client & { pause(): void }
type PreConnect = NonNullable<AedesOptions['preConnect']>
type Authenticate = NonNullable<AedesOptions['authenticate']>

/** A Will passes the same rule as a publish, and before the CONNACK: only the own status. */
function refuseWill(own: OwnTopics, will: ConnectPacket['will']): ConnectRefusal | undefined {
  if (!will || will.topic === own.status) return undefined
  const detail = `a Will goes to the device's own status, not to ${quote(will.topic)}`
  return connectRefusal(connackCodes.notAuthorized, refusal('will_forbidden', detail))
}

/** Admits a CONNECT or says why not; what the client may do later follows from this alone. */
function admit(parts: DoorParts, connection: Connection, packet: ConnectPacket) {
  const { clientId, username, password, will } = packet
  const device = identify(parts.directory, { clientId, userName: username, password })
  if ('returnCode' in device) return device
  const own = parts.topicsOf(device)
  const forbidden = refuseWill(own, will)
  if (forbidden) return forbidden
  connection.keepAliveS = packet.keepalive ?? 0
  parts.connections.identify(connection, device.id, own)
  connection.guard?.allow(parts.limits.frameBytes)
  return undefined
}

/** First look at CONNECT, before Aedes: the one place where the whole packet is at hand. */
export function createPreConnect({ connections, limits }: DoorParts): PreConnect {
  const inTurns = createTurns(limits.connectsPerTurn)
  return (client, packet, done) => {
    const connection = connections.find(client)
    if (connection) connection.connect = packet
    // Accepted but treated as clean: nothing waits for a device that is away, so CONNACK says
    // Session Present 0 [MQTT-3.2.2-3] and no queue can grow.
    packet.clean = true
    // What a client sends behind its CONNECT waits as well: a packet that Aedes read now would be
    // that of a stranger. It reads on once the client is in.
    ;(client as Pausable).pause()
    inTurns(() => done(null, true))
  }
}

/** Decides about the CONNECT seen before; a refusal reaches the client as its return code. */
export function createAuthenticate(parts: DoorParts): Authenticate {
  return (client, ...[, , done]) => {
    const connection = parts.connections.find(client)
    const packet = connection?.connect
    if (!connection || !packet) throw new Error('Aedes authenticates a client without CONNECT')
    delete connection.connect
    // Hung up while it waited for its turn: nobody would take it off the list of devices again.
    if (connection.stream?.destroyed) return done(null, false)
    const refused = admit(parts, connection, packet)
    if (!refused) return done(null, true)
    const { returnCode, ...because } = refused
    parts.reporter.end(connection, because, packet.clientId)
    return done(Object.assign(new Error(because.detail), { returnCode }), null)
  }
}
