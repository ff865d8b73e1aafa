/**
 * The yardstick: Aedes with nothing around it. It lets everybody in, nobody subscribes, and it
 * acknowledges before anything is stored.
 */
import { createServer } from 'node:net'
import { Aedes } from 'aedes'

const broker = await Aedes.createBroker({ concurrency: 0 })
const server = createServer({ noDelay: true }, broker.handle)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') process.send?.({ type: 'listening', port: address?.port })
})
