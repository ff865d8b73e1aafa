/** Another system's broker in a process of its own: stock Aedes. Arguments: port, user, password. */
import { createServer } from 'node:net'
import { Aedes } from 'aedes'

const [port = '0', user = '', password = ''] = process.argv.slice(2)

const broker = await Aedes.createBroker({ concurrency: 0 })
broker.authenticate = (...[, name, secret, done]) => {
  const isKnown = user === '' || (name === user && secret?.toString() === password)
  // 4: bad user name or password [MQTT-3.2.2.3].
  if (isKnown) done(null, true)
  else done(Object.assign(new Error('wrong'), { returnCode: 4 }), null)
}
broker.authorizeSubscribe = (_client, subscription, done) => {
  done(null, subscription.topic.startsWith('forbidden/') ? null : subscription)
}
// What was acknowledged to it, by the original payload.
broker.on('ack', (packet) => {
  if (packet && 'payload' in packet) process.send?.({ type: 'acked', text: String(packet.payload) })
})
// A test that failed may not have ended it.
process.on('disconnect', () => process.exit())
const server = createServer({ noDelay: true }, broker.handle)
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') process.send?.({ type: 'listening', port: address?.port })
})
