import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  findFreePorts,
  registerDevices,
  startCityProcess,
  type CityProcess,
} from '../support/city-process.ts'
import { copySources } from '../support/copy-sources.ts'
import { startFarAedes, type FarBroker } from '../support/far-broker.ts'
import { ask } from '../support/operator-key.ts'
import { createDevice } from '../support/start-city.ts'
import { distance, lookingDown, writeBridgeFile } from './bridged-city.ts'

/** A made-up system: two files of the sources are all that it costs. */
const system = `import { partOf, readEui } from './reading-parts.ts'
import type { Dialect, FarSystem } from './dialect.ts'

const dialect: Dialect = {
  reads: (topic) => topic.startsWith('tansui/'),
  addressOf: (topic) => topic.slice('tansui/'.length),
  read(topic, body) {
    const { at, n, says } = partOf({ body }, 'body')
    const address = dialect.addressOf(topic)
    return { type: 'uplink', address, ts: Number(at), seq: Number(n), boot: null, decoded: says, radio: {} }
  },
}

export const tansui: FarSystem = {
  name: 'tansui',
  title: '淡水ネット',
  speak: () => ({ dialect, topics: ['tansui/+'] }),
  recognise(body) {
    const address = readEui(partOf({ body }, 'body')['tansui'])
    return address === undefined ? undefined : { topic: \`tansui/\${address}\`, address }
  },
}
`
const address = '70b3d57ed0009999'
const device = createDevice('gauge-pond', 'flood', lookingDown('pond', address))
const message = { tansui: address, at: Date.now() - 1_000, n: 7, says: distance(2_000) }

describe('another dialect of the bridge', () => {
  const root = copySources()
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-dialect-'))
  let far: FarBroker
  let bridge: ReturnType<typeof writeBridgeFile>
  let city: CityProcess

  beforeAll(async () => {
    writeFileSync(join(root, 'bridge/dialects/tansui.ts'), system)
    const index = join(root, 'bridge/dialects/index.ts')
    const text = readFileSync(index, 'utf8')
    writeFileSync(
      index,
      `import { tansui } from './tansui.ts'\n${text.replace('[chirpstack,', '[tansui, chirpstack,')}`,
    )
    far = await startFarAedes()
    bridge = writeBridgeFile([{ id: 'pond', url: far.url, dialect: 'tansui' }])
    registerDevices(dataFolder, [device])
    const ports = await findFreePorts()
    city = await startCityProcess({ root, dataFolder, ports, env: { BRIDGE_FILE: bridge.file } })
  })
  afterAll(async () => {
    await city.close()
    await far.close()
    bridge.remove()
    rmSync(root, { recursive: true })
    rmSync(dataFolder, { recursive: true })
  })

  it('takes the messages of a system that one file and one line describe', async () => {
    await far.publish(`tansui/${address}`, message)
    const query = `from=${message.at}&to=${message.at + 1}`
    const list = async () => {
      const answer = await ask(`${city.url}/v1/devices/${device.id}/readings?${query}`)
      return ((await answer.json()) as { items: unknown[] }).items
    }
    await expect.poll(list).toMatchObject([{ seq: message.n, values: { battery_v: 3.4 } }])
  })

  it('recognises a captured message of it, before anything is stored', () => {
    const sample = join(dataFolder, 'sample.json')
    writeFileSync(sample, JSON.stringify(message))
    const args = ['commands/device/main.ts', 'try', sample]
    const env = { ...process.env, DATA_DIR: dataFolder }
    const printed = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', env })
    expect(printed).toContain('淡水ネット')
  })
})
