import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callAdmin } from '#app/admin/call.ts'
import { print } from '#commands/device/print.ts'
import { parseOptions } from '#commands/device/options.ts'
import { startAdmin } from '#app/admin/start.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { kinds } from '#domain/kinds/index.ts'
import { createImport } from '#inventory/import/read-import.ts'
import { openInventory } from '#inventory/open.ts'
import { openRegistry } from '#store/registry/open.ts'
import { openDoor } from '../broker/open-door.ts'
import { publishPacket } from '../broker/raw-client.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'machimori-device-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const root = resolve(import.meta.dirname, '../..')

/** Runs the command as npm would, in a process of its own. */
async function device(...args: string[]) {
  const child = spawn(process.execPath, ['commands/device/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: data, MQTT_PORT: '11883' },
  })
  const exit = new Promise<number | null>((done) => child.once('close', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { out, err, code }
}

const add = ['add', '--id', 'my-gauge', '--kind', 'flood', '--name', '試験水位計']

/** A city as far as this command sees it: a locked folder, a registry, a door and the socket. */
async function startCity(mode: 'live' | 'demo') {
  const folder = openDataFolder(join(data, mode))
  const registry = openRegistry({ file: folder.file('registry.db'), clock: systemClock })
  const door = await openDoor({ directory: registry })
  const inventory = openInventory({
    registry,
    clock: systemClock,
    kinds,
    timeZone: 'Asia/Tokyo',
  })
  const admin = await startAdmin({
    socketPath: folder.file('admin.sock'),
    registry,
    inventory,
    readImport: createImport(inventory, kinds),
    door: () => ({ city: 'inashiki', host: '0.0.0.0', port: door.port, tls: false }),
    audit: { write: (entry) => door.audit.push(entry) },
  })
  return {
    folder,
    registry,
    door,
    async close() {
      await admin.close()
      await door.close()
      inventory.close()
      registry.close()
      folder.close()
    },
  }
}

/** What was done to devices, as the record of the data folder has it. */
function listActs(mode: 'live' | 'demo') {
  const registry = openRegistry({ file: join(data, mode, 'registry.db'), clock: systemClock })
  try {
    return registry.listActsAbout('my-gauge', { limit: 100 }).toReversed()
  } finally {
    registry.close()
  }
}

describe('without a running city', () => {
  it('a device is added, shown, rotated and revoked in the data folder', async () => {
    const added = await device(...add, '--lat', '35.956', '--lon', '140.324', '--demo')
    expect(added).toMatchObject({ code: 0, err: '' })
    const secret = /^ {2}([\w-]{43})$/m.exec(added.out)?.[1] ?? ''
    expect(added.out).toContain(
      `mosquitto_pub -h 127.0.0.1 -p 11883 -q 1 -i my-gauge -u my-gauge -P ${secret}`,
    )
    const listed = await device('list')
    expect(listed.out).toMatch(/^my-gauge +flood +field +active +試験水位計$/m)
    expect(listed.out).not.toContain(secret)
    const rotated = await device('rotate', 'my-gauge', '--json')
    const { secret: next } = JSON.parse(rotated.out) as { secret: string }
    expect(next).not.toBe(secret)
    const [ja, en] = (await device('revoke', 'nobody')).err.split('\n')
    expect(ja).toMatch(/^登録のない機器です。.*list で機器IDを/)
    expect(en).toContain('no device "nobody" is registered (device_unknown). See the ids with')
    expect((await device('revoke', 'my-gauge')).code).toBe(0)
    const shown = JSON.parse((await device('show', 'my-gauge')).out) as object
    expect(shown).toMatchObject({ id: 'my-gauge', credential: { state: 'revoked' } })
    const audit = readFileSync(join(data, 'demo', 'audit.jsonl'), 'utf8')
    expect(audit.match(/device_added|token_rotated|token_revoked/g)).toHaveLength(3)
    expect(audit).not.toContain(secret)
    const retired = await device('retire', 'my-gauge', '--why', '撤去')
    expect(retired.out).toContain('my-gauge is retired')
    expect((await device(...add)).err).toContain('an id is not given again')
    const acts = listActs('demo')
    expect(acts.map(({ act }) => act)).toEqual([
      'device_added',
      'token_rotated',
      'token_revoked',
      'device_retired',
    ])
    expect(acts.at(-1)).toMatchObject({ by: { sort: 'command', address: 'local' }, why: '撤去' })
  })

  it('says so where the change leaves no record in the audit', async () => {
    mkdirSync(join(data, 'demo', 'audit.jsonl'), { recursive: true })
    const { code, err } = await device(...add, '--demo')
    expect(code).toBe(0)
    expect(err).toMatch(/監査記録に書き込めません.*The audit cannot be written/)
  })

  it.each([
    ['a wrong command line', ['delete', 'my-gauge'], 'none of add'],
    ['no city and no hint which', ['list'], '--live or --demo'],
    ['a city that is not there', ['revoke', 'nobody', '--live'], 'there is no live city'],
    [
      'an unknown kind',
      ['add', 'my-gauge', '--kind', 'x', '--name', 'x', '--live'],
      'none of flood',
    ],
  ])('%s is answered in a sentence, with exit code 1', async (_what, args, sentence) => {
    const { code, out, err } = await device(...args)
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n\s+at /)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })

  it('a folder that is held by a server without a socket is left alone', async () => {
    const folder = openDataFolder(join(data, 'live'))
    const refused = await device('list', '--live')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('in use')
    folder.close()
  })

  it('looking into a city that is not there founds none', async () => {
    const { code, err } = await device('list', '--live')
    expect(code).toBe(1)
    expect(err).toContain(`there is no live city in ${data}`)
    expect(existsSync(join(data, 'live'))).toBe(false)
  })

  it('help is help', async () => {
    expect(await device('--help')).toMatchObject({ code: 0, err: '' })
  })
})

describe('with a running city', () => {
  it('the city carries the command out, and a revoked device is cut within the second', async () => {
    const city = await startCity('demo')
    const added = await device(...add, '--json')
    const { secret } = JSON.parse(added.out) as { secret: string }
    const client = await city.door.enter({ id: 'my-gauge', secret })
    client.send(publishPacket(city.door.topic('my-gauge')))
    await client.next('puback')
    expect((await device('revoke', 'my-gauge')).code).toBe(0)
    await client.closed
    expect(city.door.audit.map(({ code }) => code)).toEqual([
      'device_added',
      // The command that revokes is written down after what it caused.
      'credential_ended',
      'token_revoked',
    ])
    await city.close()
  })

  it('prints a line whose payload the kind accepts, for the port that is open', async () => {
    const city = await startCity('live')
    const { out } = await device(...add)
    expect(out).toContain(`mosquitto_pub -h 127.0.0.1 -p ${city.door.port} `)
    const message = /-m (.+)$/m.exec(out)?.[1] ?? ''
    const shell = spawn('sh', ['-c', `printf %s ${message}`])
    const payload = JSON.parse(await text(shell.stdout)) as { ts: number }
    expect(payload).toMatchObject({ level_m: expect.any(Number) })
    expect(Math.abs(payload.ts - Date.now())).toBeLessThan(60_000)
    await city.close()
  })

  it('registers a second device of one name, and says so', async () => {
    const city = await startCity('live')
    const answers = []
    for (const id of ['my-gauge', 'other']) {
      const { request } = parseOptions([...add, '--id', id])
      answers.push(await callAdmin(city.folder.file('admin.sock'), request))
    }
    const [first, second] = answers.map((answer) => (answer.ok ? print('add', answer) : ''))
    expect(first).not.toContain('注意')
    expect(second).toMatch(/^注意 \/ Note: 試験水位計 は my-gauge の名称でもあります/)
    await city.close()
  })

  it('changes a device by the columns of a file, and says what is wrong in its words', async () => {
    const city = await startCity('live')
    const ask = (...args: string[]) =>
      callAdmin(city.folder.file('admin.sock'), parseOptions(args).request)
    await ask(...add)
    const set = await ask('set', 'my-gauge', 'danger=3.2', '備考="橋の下", 右岸', '--why', '新設')
    expect(set).toMatchObject({
      ok: true,
      known: { device: { note: '"橋の下", 右岸', thresholds: { danger: 3.2, standby: null } } },
    })
    expect(listActs('live').at(-1)).toMatchObject({ act: 'thresholds_set', why: '新設' })
    expect(await ask('set', 'my-gauge', 'note=-')).toMatchObject({ known: { device: {} } })
    expect(city.registry.find('my-gauge')).not.toHaveProperty('note')
    expect(await ask('set', 'my-gauge', 'danger=３', 'overflow=99')).toMatchObject({
      ok: false,
      refusal: { detail: expect.stringMatching(/半角で 3 .*half|danger: .*write 3/s) as string },
    })
    expect(await ask('set', 'nobody', 'kind=flood', 'name_ja=x')).toMatchObject({
      refusal: { code: 'device_unknown' },
    })
    await city.close()
  })

  it('asks which one is meant when two run', async () => {
    const cities = [await startCity('live'), await startCity('demo')]
    expect((await device('list')).err).toContain('say --live or --demo')
    expect((await device('list', '--live')).code).toBe(0)
    for (const city of cities) await city.close()
  })
})

describe('the admin socket', () => {
  it('opens to its owner only, takes the place of one left behind, and goes with the city', async () => {
    openDataFolder(join(data, 'live')).close()
    writeFileSync(join(data, 'live', 'admin.sock'), 'left behind')
    const city = await startCity('live')
    const path = city.folder.file('admin.sock')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await city.close()
    await expect(callAdmin(path, { command: 'list' })).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it.each([
    ['nonsense', 'command', 'query_invalid'],
    [{ command: 'drop' }, 'unknown command', 'query_invalid'],
    [{ command: 'revoke' }, 'id missing', 'query_invalid'],
    [{ command: 'add' }, 'device', 'device_invalid'],
    [{ command: 'add', device: { id: 'x' } }, '', 'device_invalid'],
    [{ command: 'add', device: 'x'.repeat(70_000) }, 'more than', 'query_invalid'],
  ])('answers %j with a coded refusal', async (body, detail, code) => {
    const city = await startCity('live')
    const answer = await callAdmin(city.folder.file('admin.sock'), body as never)
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code, detail: expect.stringContaining(detail === 'command' ? 'object' : detail) },
    })
    await city.close()
  })
})
