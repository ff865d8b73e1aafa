import mqtt from 'mqtt-packet'
import { expect, it, onTestFinished } from 'vitest'
import { connectPacket, publishPacket } from '#test/broker/raw-client.ts'
import { startTestCity } from '#test/support/start-city.ts'
import { playFuzz } from './load/play-fuzz.ts'

it('takes a server for waiting, not for hanging, where a broken CONNECT has swallowed what comes', async () => {
  const city = await startTestCity()
  onTestFinished(() => city.close())
  const { id, secret } = city.addDevice('flood')
  const topic = `inashiki/v1/flood/${id}/reading`
  // Eight bytes too many, which are the beginning of a PUBLISH of 113 bytes.
  const tail = Buffer.from('3571796363346c34', 'hex')
  const greeting = Buffer.concat([mqtt.generate(connectPacket({ id, secret })), tail])
  const readable = mqtt.generate(publishPacket(topic, '{}', { qos: 1, messageId: 1 }))
  const stream = { greeting, readable, readableCount: 1, readings: 0, wild: undefined }
  const played = await playFuzz(Number(new URL(city.mqttUrl).port), {
    ...stream,
    isGreetingMutated: true,
  })
  expect(played).toMatchObject({ welcome: true, unanswered: 0, hangingAt: undefined })
})
