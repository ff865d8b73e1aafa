/** Another system's broker in a process of its own: stock Aedes that plays a LoRaWAN server. */
import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import { FarLoad } from './load.ts'
import type { FarMessage, FarPlan } from './plan.ts'

const send = (message: FarMessage) => process.send?.(message)

const broker = await Aedes.createBroker({ concurrency: 0 })
broker.on('subscribe', () => send({ type: 'subscribed' }))

async function run(plan: FarPlan): Promise<void> {
  const report = await new FarLoad(broker, plan).run((type) => send({ type }))
  send({ type: 'done', report })
}
process.on('message', (plan: FarPlan) => void run(plan))

const server = createServer({ noDelay: true }, broker.handle)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') send({ type: 'listening', port: address.port })
})
