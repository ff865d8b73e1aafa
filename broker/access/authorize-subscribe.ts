import type { AedesOptions } from 'aedes'
import type { DoorParts } from '../parts.ts'
import { refusal } from '../refusal.ts'
import { quote } from './topics.ts'

type AuthorizeSubscribe = NonNullable<AedesOptions['authorizeSubscribe']>

/** A device reads its own commands and nothing else; other filters get SUBACK 0x80. */
export function createAuthorizeSubscribe({ connections, reporter }: DoorParts): AuthorizeSubscribe {
  return (client, subscription, done) => {
    const connection = connections.find(client)
    if (connection?.topics?.cmd === subscription.topic) {
      connection.takesCommands = true
      connection.acksCommands = subscription.qos > 0
      return done(null, subscription)
    }
    const detail = `only the device's own cmd, not ${quote(subscription.topic)}`
    reporter.note(connection?.address ?? '', client.id, refusal('subscribe_forbidden', detail))
    // Null is SUBACK 0x80 [MQTT-3.9.3-2].
    return done(null, null)
  }
}
