import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { parseTryOptions } from '#commands/try/options.ts'
import { printTrial } from '#commands/try/print-trial.ts'
import { parseSamples } from '#commands/try/read-samples.ts'
import { pretendDevice, trySample } from '#commands/try/try-sample.ts'
import { createDevice, startTestCity } from '../support/start-city.ts'
import { uplinks } from '../domain/profiles/uplinks/uplinks.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'machimori-try-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const root = resolve(import.meta.dirname, '../..')
const now = Date.parse('2026-09-01T00:00:00Z')

function start(...args: string[]) {
  return spawn(process.execPath, ['commands/device/main.ts', 'try', ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: data },
  })
}

/** Runs the command as npm would, in a process of its own. */
async function run(...args: string[]) {
  const child = start(...args)
  const exit = new Promise<number | null>((done) => child.once('close', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { out, err, code }
}

function write(name: string, content: string): string {
  const file = join(data, name)
  writeFileSync(file, content)
  return file
}

const address = '70b3d57ed0001000'
const chirpstack = (object: unknown) => ({
  deviceInfo: { devEui: address },
  time: '2026-09-01T00:00:00+00:00',
  devAddr: '00189440',
  fCnt: 7,
  data: 'AgfZ',
  rxInfo: [{ rssi: -97, snr: 5.5 }],
  object,
})
const tts = (decoded: unknown) => ({
  end_device_ids: { device_id: 'soil-1', dev_eui: address.toUpperCase() },
  received_at: '2026-09-01T00:00:00Z',
  uplink_message: {
    f_cnt: 7,
    frm_payload: 'AgfZ',
    decoded_payload: decoded,
    rx_metadata: [{ rssi: -97, snr: 5.5 }],
    received_at: '2026-09-01T00:00:00Z',
  },
})
const soil = {
  Bat: 3.6,
  TempC_DS18B20: '24.10',
  conduct_SOIL: 640,
  temp_SOIL: '17.25',
  water_SOIL: '31.40',
  extra: 1,
}
const soilValues = {
  soil_moisture_pct: 31.4,
  soil_temp_c: 17.25,
  soil_ec_ms_cm: 0.64,
  battery_v: 3.6,
}

/** One sample under a profile, in this process. */
function trial(profile: string, value: unknown, mounting_height_m?: number) {
  const kind = builtInProfiles.find(profile)?.kind ?? ''
  const settings = mounting_height_m === undefined ? {} : { mounting_height_m }
  const findDevice = (given = '') =>
    pretendDevice(kind, { source: 'try', address: given, profile, settings })
  return trySample({ place: '', value }, { profiles: builtInProfiles, findDevice, now })
}

describe('the dry run of a sample', () => {
  it.each([
    ['a decoded object', soil, {}],
    ['an uplink of ChirpStack', chirpstack(soil), { rssi_dbm: -97, snr_db: 5.5 }],
    ['an uplink of The Things Stack', tts(soil), { rssi_dbm: -97, snr_db: 5.5 }],
    [
      'a captured message',
      { topic: 'x', payload: chirpstack(soil) },
      { rssi_dbm: -97, snr_db: 5.5 },
    ],
  ])('%s says what would be stored, field by field', (_what, sample, radio) => {
    const tried = trial('dragino-lse01', sample)
    expect(tried).toMatchObject({
      refused: [],
      unused: ['TempC_DS18B20', 'extra'],
      isSignOfLife: false,
    })
    expect(tried.stored).toMatchObject([{ ts: now, values: { ...soilValues, ...radio } }])
    const printed = printTrial(tried, 0)
    expect(printed).toMatch(/soil_ec_ms_cm +0\.64 +← conduct_SOIL 640 {2}\[μS\/cm\]/)
    expect(printed).toContain('not used: TempC_DS18B20, extra')
    expect(printed).toContain('stored at 2026-09-01T00:00:00.000Z')
  })

  it.each(uplinks.filter(({ profile }) => profile))('$id comes out as in the table', (uplink) => {
    const { profile = '', decoded, mounting_height_m, values, refused } = uplink
    const tried = trial(profile, decoded, mounting_height_m)
    if (values) expect(tried.stored).toMatchObject([{ values }])
    else expect(tried).toMatchObject({ stored: [], refused: [{ code: refused }] })
  })

  it('tells of a flag, of no value, and of a sign of life', () => {
    const hot = trial('dragino-lse01', { ...soil, temp_SOIL: '140' })
    expect(printTrial(hot, 0)).toContain('flagged: range:soil_temp_c')
    const unplugged = trial('dragino-ldds75', { Distance: 'No Sensor' }, 5)
    expect(printTrial(unplugged, 0)).toMatch(/level_m +値なし no value +← Distance "No Sensor"/)
    const { data: _data, object: _object, ...frame } = chirpstack(null)
    expect(trial('dragino-lse01', frame)).toMatchObject({ isSignOfLife: true, refused: [] })
  })

  it('reads one object, an array, and one a line, and names the line that is wrong', () => {
    expect(parseSamples('{"a":1}')).toEqual([{ place: '', value: { a: 1 } }])
    expect(parseSamples('[1,2]').map(({ place }) => place)).toEqual(['item 1', 'item 2'])
    expect(parseSamples('{"a":1}\n\n{"a":2}\n').map(({ place }) => place)).toEqual([
      'line 1',
      'line 3',
    ])
    expect(() => parseSamples('{"a":1}\n{"a":')).toThrow('line 2 is not JSON')
  })

  it.each([
    [[], 'try which FILE?'],
    [['a', 'b'], 'one word too many'],
    [['a', '--listen'], 'not both'],
    [['a', '--device', 'x', '--profile', 'y'], 'one of --device and --profile'],
    [['a', '--mounting-height', 'tall'], 'is not a number'],
    [['--listen', '--profile', 'x'], 'are for a FILE'],
    [['a', '--kind', 'flood'], "Unknown option '--kind'"],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => parseTryOptions(args)).toThrow(sentence)
  })
})

describe('the command', () => {
  it('ends with 0 where all would be taken, with 1 where one would not, and writes nothing', async () => {
    const good = write('good.json', JSON.stringify(soil))
    const half = write('half.jsonl', `${JSON.stringify(chirpstack(soil))}\n{"errors":["no"]}\n`)
    const taken = await run(good, '--profile', 'dragino-lse01')
    expect(taken).toMatchObject({ code: 0, err: '' })
    expect(taken.out).toContain('1 of 1 would be taken; nothing was written.')
    const refused = await run(half, '--profile', 'dragino-lse01')
    expect(refused.code).toBe(1)
    expect(refused.out).toContain('2. デコード結果 decoded object (line 2)')
    expect(refused.out).toContain('NOT stored: デコーダーが誤りを返しました。')
    expect([existsSync(join(data, 'live')), existsSync(join(data, 'demo'))]).toEqual([false, false])
  })

  it.each([
    ['no such file', ['nowhere.json', '--profile', 'dragino-lse01'], 'there is no such file'],
    [
      'an unknown profile',
      ['package.json', '--profile', 'dragino-lse02'],
      'did you mean dragino-lse01?',
    ],
    [
      'a distance without a height',
      ['package.json', '--profile', 'dragino-ldds75'],
      'is no level without it. Say it with --mounting-height M',
    ],
    ['a sample of nobody', ['package.json'], 'say --profile PROFILE (docs/profiles.md) or'],
    ['nobody to listen to', ['--listen'], 'no city runs here'],
  ])('with %s says so', async (_what, args, sentence) => {
    const { code, err } = await run(...args)
    expect(code).toBe(1)
    expect(err).toContain(sentence)
  })

  it('asks a running city whose uplink it is, and listens to what comes', async () => {
    const city = await startTestCity({ dataFolder: data })
    try {
      city.addDevice('farm', {
        id: 'soil-1',
        uplink: { source: 'lorawan', address, profile: 'dragino-lse01' },
      })
      const known = await run(write('known.json', JSON.stringify(tts(soil))), '--source', 'lorawan')
      expect(known).toMatchObject({ code: 0, err: '' })
      expect(known.out).toContain('The Things Stack 機器 device soil-1')
      const stranger = { ...chirpstack(soil), deviceInfo: { devEui: 'ffffffffffffffff' } }
      const unknown = await run(write('unknown.json', JSON.stringify(stranger)))
      expect(unknown.out).toContain('(device_unknown)')
      expect(unknown.out).toContain('--profile PROFILE, or register it:')
      expect(unknown.out).toContain('--source SOURCE --address ffffffffffffffff --profile PROFILE')

      const child = start('--listen', '--device', 'test-gauge')
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
      const device = createDevice('test-gauge', 'flood')
      city.registry.add(device)
      const payload = Buffer.from('{"ts":1795334400000,"level_cm":3}')
      const incoming = {
        device,
        channel: 'reading',
        payload,
        via: 'mqtt',
        bestEffort: false,
      } as const
      await new Promise((done) => city.ingest.door.accept(incoming, done))
      const said = []
      while (said.length < 4) said.push(await lines.next())
      expect(said.map(({ value }) => value)).toEqual([
        expect.stringContaining('test-gauge  reading by mqtt: 隔離しました in quarantine'),
        expect.stringContaining('未定義の項目があります。'),
        expect.stringMatching(/"level_cm".* \(field_unknown\)\. Use the names/),
        expect.stringContaining('{"ts":1795334400000,"level_cm":3}'),
      ])
      child.kill('SIGINT')
    } finally {
      await city.close()
    }
  })
})
