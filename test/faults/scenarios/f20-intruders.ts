import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IConnectPacket, IPublishPacket } from 'mqtt-packet'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatTopic } from '#domain/payload/topics.ts'
import { connectPacket, openRaw, publishPacket, type RawClient } from '#test/broker/raw-client.ts'
import { askHealth } from '../load/ask.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { none } from '../load/none.ts'
import type { Scenario } from '../runner/scenario.ts'

const topicOf = (device: string, channel: 'reading' | 'cmd') =>
  formatTopic({ city: 'inashiki', kind: 'flood', device, channel })
const reading = () => JSON.stringify({ ts: Date.now() - 1_000, level_m: 2 })
const [own, other] = ['fault-0001', 'fault-0002']
/** As long as what must not come is waited for. */
const listenMs = 500
/** As long as what must come is waited for: a hang-up, an acknowledgement. */
const patienceMs = 20_000

const forbiddenTopics = [
  topicOf(other, 'reading'),
  topicOf(own, 'cmd'),
  'inashiki/v1/flood/+/reading',
  'inashiki/v1/flood/#',
  '#',
  '$SYS/broker/uptime',
  '$share/all/inashiki/v1/flood/fault-0001/reading',
  'inashiki/v1/flood/__proto__/reading',
  `inashiki/v1/flood/${own}/reading\u0000`,
  `inashiki/v1/flood/${own}/reading/a/b/c/d/e`,
  `/${topicOf(own, 'reading')}`,
  `tokyo/v1/flood/${own}/reading`,
]

async function enter(city: FaultCity, id: string, over: Partial<IConnectPacket> = {}) {
  const client = await openRaw(city.ports.mqtt)
  client.send(connectPacket({ id, secret: city.tokens.get(id) ?? '' }, over))
  return client
}

/** Whether the server hangs up before an answer comes, if one is waited for. */
const isClosed = (client: RawClient, ...answers: Promise<unknown>[]) => {
  const patience = sleep(patienceMs, undefined, { ref: false })
  const others = [patience, ...answers].map((one) =>
    one.then(
      () => false,
      () => true,
    ),
  )
  return Promise.race([client.closed.then(() => true), ...others])
}

async function publish(city: FaultCity, topic: string, over: Partial<IPublishPacket> = {}) {
  const client = await enter(city, own)
  await client.next('connack')
  client.send(publishPacket(topic, reading(), over))
  const closed = await isClosed(client, client.next('puback'))
  const acked = client.received.some(({ cmd }) => cmd === 'puback')
  client.destroy()
  return { closed, acked }
}

const countAudit = (folder: string) =>
  readFileSync(join(folder, 'audit.jsonl'), 'utf8').trimEnd().split('\n').length

const count = <T>(items: readonly T[], has: (item: T) => boolean) => items.filter(has).length

/** F20: topics that are not one's own, as a publish and as a Will. */
export const topicInjection: Scenario = {
  id: 'F20',
  title: 'publishes and Wills on topics of others',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: 2 })
    const server = await city.start()
    const seen: { closed: boolean; acked: boolean }[] = []
    for (const topic of forbiddenTopics) seen.push(await publish(city, topic))
    const will = {
      topic: topicOf(other, 'reading'),
      payload: Buffer.from(reading()),
      qos: 1 as const,
    }
    const client = await enter(city, own, { will: { ...will, retain: false } })
    const willRefused = await isClosed(client)
    client.destroy()
    await sleep(listenMs)
    const { ingest } = await askHealth(server.url)
    await server.close()
    const cases = seen.length + 1
    return {
      figures: [
        { name: 'attempts', value: cases, unit: '' },
        none('stored', ingest.readings_total),
        none(
          'acknowledged',
          count(seen, ({ acked }) => acked),
        ),
        {
          name: 'connections closed',
          value: count(seen, ({ closed }) => closed) + Number(willRefused),
          unit: '',
          target: { atLeast: cases },
        },
        {
          name: 'in the audit',
          value: countAudit(city.folder),
          unit: '',
          target: { atLeast: cases },
        },
      ],
    }
  },
}

/** F21: what a device retains must not greet the next subscriber. */
export const retainedPoisoning: Scenario = {
  id: 'F21',
  title: 'publishes that ask to be retained',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: 2 })
    const server = await city.start()
    const accepted = await publish(city, topicOf(own, 'reading'), { retain: true })
    const attacks = [
      await publish(city, topicOf(own, 'cmd'), { retain: true }),
      await publish(city, topicOf(other, 'cmd'), { retain: true }),
    ]
    let greeted = 0
    for (const id of [own, other]) {
      const client = await enter(city, id)
      await client.next('connack')
      client.send({
        cmd: 'subscribe',
        messageId: 1,
        subscriptions: [{ topic: topicOf(id, 'cmd'), qos: 1 }],
      })
      await client.next('suback')
      await sleep(listenMs)
      greeted += count(client.received, ({ cmd }) => cmd === 'publish')
      client.destroy()
    }
    await server.close()
    return {
      figures: [
        {
          name: 'own reading with the flag: taken',
          value: Number(accepted.acked),
          unit: '',
          target: { atLeast: 1 },
        },
        none(
          'commands of a device: acknowledged',
          count(attacks, ({ acked }) => acked),
        ),
        none('subscribers greeted with a retained packet', greeted),
      ],
    }
  },
}

/** F22: another's name with a wrong token, no token, or one's own token. */
export const takeover: Scenario = {
  id: 'F22',
  title: "connections under another device's name",
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: 2 })
    const server = await city.start()
    const victim = await enter(city, own)
    await victim.next('connack')
    const attempts: Partial<IConnectPacket>[] = [
      { password: Buffer.from('x'.repeat(43)) },
      { password: Buffer.alloc(0) },
      { username: other, password: Buffer.from(city.tokens.get(other) ?? '') },
      { password: Buffer.from(city.tokens.get(other) ?? '') },
    ]
    let letIn = 0
    for (const over of attempts) {
      const attacker = await enter(city, own, over)
      if (!(await isClosed(attacker))) letIn += 1
      attacker.destroy()
    }
    victim.send(publishPacket(topicOf(own, 'reading'), reading()))
    const answered = await Promise.race([
      victim.next('puback').then(
        () => 1,
        () => 0,
      ),
      sleep(patienceMs, 0, { ref: false }),
    ])
    victim.destroy()
    await server.close()
    return {
      figures: [
        { name: 'attempts', value: attempts.length, unit: '' },
        none('let in', letIn),
        { name: 'the victim goes on', value: answered, unit: '', target: { atLeast: 1 } },
        {
          name: 'in the audit',
          value: countAudit(city.folder),
          unit: '',
          target: { atLeast: attempts.length },
        },
      ],
    }
  },
}
