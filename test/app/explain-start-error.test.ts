import { lookup } from 'node:dns/promises'
import { describe, expect, it } from 'vitest'
import { explainStartError } from '#app/errors/explain-start-error.ts'

describe('why the city could not start', () => {
  it('names the settings that hold an address, for one that nobody knows', async () => {
    // ENOTFOUND from a name server, EAI_AGAIN where none answers.
    const error: unknown = await lookup('no-such-host.invalid').catch((reason: unknown) => reason)
    expect(explainStartError(error)).toMatch(/no-such-host\.invalid.* HTTP_HOST/)
  })

  it('says in Japanese and then in English which setting moves a port that is taken', () => {
    const ports = { HTTP_PORT: 3000, MQTT_PORT: 1883, MQTTS_PORT: 8883 }
    const taken = { code: 'EADDRINUSE', port: 1883, address: '127.0.0.1' }
    const [ja, en, ...rest] = explainStartError(Object.assign(new Error(), taken), ports).split(
      '\n',
    )
    expect(ja).toMatch(/^ポート 1883 は.*MQTT_PORT を別の番号/)
    expect(en).toMatch(/^port 1883 of 127\.0\.0\.1 is in use.* set MQTT_PORT to/)
    expect(ja).not.toContain('HTTP_PORT')
    expect(rest).toEqual([])
  })
})
