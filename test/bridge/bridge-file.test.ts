import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseBridgeFile } from '#bridge/settings/parse-bridge-file.ts'
import { createSelfSigned } from '../support/self-signed.ts'
import { startTestCity } from '../support/start-city.ts'
import { writeBridgeFile } from './bridged-city.ts'

const read = (file: unknown, files: Readonly<Record<string, string>> = {}) =>
  parseBridgeFile(typeof file === 'string' ? file : JSON.stringify(file), {
    file: 'bridge.json',
    city: 'inashiki',
    readText(path) {
      const text = files[path]
      if (text === undefined) throw new Error(`there is no file ${path}`)
      return text
    },
  })

const errorsOf = (file: unknown): readonly string[] => {
  const sources = read(file)
  return 'errors' in sources ? sources.errors : []
}
const lora = { id: 'lora', url: 'mqtt://lora.example', dialect: 'chirpstack' }

const { cert: ca, key } = createSelfSigned()

describe('the bridge file', () => {
  it('gives connections with fixed client ids, topics and secrets from files', () => {
    const sources = read(
      {
        sources: [
          { ...lora, username: 'machimori', password_file: 'pw', ca_file: 'ca.pem' },
          {
            id: 'things',
            url: 'wss://eu1.example/mqtt',
            dialect: 'tts',
            max_uncommitted: 50,
            connections: [
              { topics: ['v3/a@t/devices/+/up'] },
              { client_id: 'second', topics: ['v3/b@t/devices/#'] },
            ],
          },
        ],
      },
      // A text editor's marks around it are no part of a password.
      { pw: '\ufeffs3cret\r\n', 'ca.pem': ca },
    )
    expect(sources).toMatchObject([
      {
        id: 'lora',
        uncommittedMax: 1_000,
        connections: [
          {
            clientId: 'machimori-inashiki-lora',
            username: 'machimori',
            password: 's3cret',
            ca,
            topics: [
              'application/+/device/+/event/up',
              'application/+/device/+/event/join',
              'application/+/device/+/event/status',
            ],
          },
        ],
      },
      {
        uncommittedMax: 50,
        connections: [
          { clientId: 'machimori-inashiki-things-1', topics: ['v3/a@t/devices/+/up'] },
          { clientId: 'second', topics: ['v3/b@t/devices/#'] },
        ],
      },
    ])
  })

  it('tells every error at once, with its place', () => {
    const errors = errorsOf({
      source: [],
      sources: [
        { ...lora, id: 'Lora 1', url: 'http://lora.example', usrename: 'x', password_file: 'none' },
        { ...lora, dialect: 'chirp', max_uncommitted: 0, cert_file: 'c.pem' },
        {
          ...lora,
          id: 'plain',
          dialect: 'mqtt',
          mqtt: { topic: 'a/b', time: { path: 'a..b', unit: 'min' }, fields: { x: 7 } },
        },
        { ...lora, connections: [{ topics: ['a/#/b', ''] }, { client_id: 'no spaces' }] },
        'lora',
      ],
    })
    expect(errors).toEqual([
      'bridge.json: source: unknown; did you mean sources?',
      'bridge.json: sources[0].usrename: unknown; did you mean username?',
      'bridge.json: sources[0].id: expected a-z, 0-9 and -, at most 32, got the text "Lora 1"',
      'bridge.json: sources[0].url: expected mqtt://, mqtts://, ws:// or wss:// without user and password, got something else',
      'bridge.json: sources[0].password_file: there is no file none',
      'bridge.json: sources[0].username: missing; password_file is set, and MQTT needs both',
      'bridge.json: sources[1].max_uncommitted: expected a whole number from 1 to 65535, got 0',
      'bridge.json: sources[1].dialect: expected one of chirpstack, tts, mqtt, got "chirp"',
      'bridge.json: sources[1].key_file: missing; a client certificate needs cert_file and key_file',
      'bridge.json: sources[1].cert_file: there is no file c.pem',
      'bridge.json: sources[2].mqtt.topic: has to hold {device} once, as a whole level',
      'bridge.json: sources[2].mqtt.time.unit: expected one of s, ms, rfc3339, got "min"',
      'bridge.json: sources[2].mqtt.time.path: path "a..b": expected names with dots between, [number] or [key=value]',
      'bridge.json: sources[2].mqtt.fields.x: expected a path like data.level, got 7',
      'bridge.json: sources[3].connections[0].topics[0]: expected a topic filter; + and # stand for whole levels',
      'bridge.json: sources[3].connections[0].topics[1]: expected a topic filter; + and # stand for whole levels',
      'bridge.json: sources[3].connections[0].topics: missing; several connections need a slice of topics each',
      'bridge.json: sources[3].connections[1].client_id: expected plain characters, at most 128, got the text "no spaces"',
      'bridge.json: sources[3].connections[1].topics: missing; several connections need a slice of topics each',
      'bridge.json: sources[4]: expected an object, got the text "lora"',
      'bridge.json: sources[4].id: missing; expected a-z, 0-9 and -, at most 32',
      'bridge.json: sources[4].url: missing; expected mqtt://, mqtts://, ws:// or wss:// without user and password',
      'bridge.json: sources[4].dialect: missing; expected one of chirpstack, tts, mqtt',
    ])
  })

  it.each([
    ['a certificate that is none', { ca_file: 'text' }, 'ca_file: no certificate in PEM form'],
    ['a key that is none', { cert_file: 'cert', key_file: 'text' }, 'key_file: no private key'],
    [
      'the key of another certificate',
      { cert_file: 'cert', key_file: 'other' },
      'key_file: is not the key of cert_file',
    ],
    [
      'a key behind a passphrase',
      { cert_file: 'cert', key_file: 'locked' },
      'key_file: is locked by a passphrase',
    ],
    ['an empty password', { username: 'x', password_file: 'blank' }, 'password_file: the file is'],
  ])('is refused with %s, and nothing of it is repeated', (_what, access, says) => {
    const locked = createPrivateKey(key)
      .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })
      .toString()
    const other = createSelfSigned().key
    const files = { text: 's3cret', cert: ca, key, other, locked, blank: '\n' }
    const sources = read({ sources: [{ ...lora, ...access }] }, files)
    const errors = 'errors' in sources ? sources.errors : []
    expect(errors).toEqual([expect.stringContaining(`sources[0].${says}`)])
    expect(errors.join()).not.toContain('s3cret')
  })

  it.each([
    ['half a file', '{"sources": [', 'not JSON'],
    ['no sources', {}, 'sources: missing'],
    ['an empty list', { sources: [] }, 'sources: expected a list that is not empty'],
    ['one id twice', { sources: [lora, lora] }, 'sources: id "lora" twice'],
    [
      'one client id twice',
      {
        sources: [
          {
            ...lora,
            connections: [
              { client_id: 'a', topics: ['a'] },
              { client_id: 'a', topics: ['b'] },
            ],
          },
        ],
      },
      'connections: client_id "a" twice',
    ],
    [
      'a plain broker without a time',
      { sources: [{ ...lora, dialect: 'mqtt', mqtt: { topic: 'a/{device}' } }] },
      'mqtt.time: missing',
    ],
    [
      'a password in the URL',
      { sources: [{ ...lora, url: 'mqtt://me:pw@lora' }] },
      'url: expected',
    ],
  ])('is refused with %s', (_what, file, says) => {
    expect(errorsOf(file).join('\n')).toContain(says)
  })

  it('that is wrong keeps the city from starting, before it touches any data', async () => {
    const bridge = writeBridgeFile([{ ...lora, dialect: 'mqtt' }])
    await expect(startTestCity({ env: { BRIDGE_FILE: bridge.file } })).rejects.toThrow(
      /bridge file is wrong:\n {2}\S+bridge\.json: sources\[0\]\.mqtt: missing/,
    )
    bridge.remove()
    await expect(startTestCity({ env: { BRIDGE_FILE: bridge.file } })).rejects.toThrow(
      /BRIDGE_FILE: there is no file/,
    )
  })
})
