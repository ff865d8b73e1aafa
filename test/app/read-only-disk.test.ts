import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HealthResource } from '#domain/wire/health.ts'
import { listMissing } from '../faults/runner/needs.ts'
import {
  findFreePorts,
  liveFolder,
  registerDevices,
  spawnCity,
  startCityProcess,
  type CityPorts,
  type CityProcess,
} from '../support/city-process.ts'
import { createExt4Disk, type Ext4Disk } from '../support/ext4-disk.ts'
import { createGaugeUnderLoad, gauge, listNumbers } from './numbered-gauge.ts'
import { ask } from '#test/support/operator-key.ts'

/** Mounting takes root and loop devices, which a container may not have. CI has to show it. */
const canMount = process.env['CI'] === 'true' || listMissing(['root', 'loop devices']).length === 0
const patience = { timeout: 60_000, interval: 50 }

let root: string
let data: string
let disk: Ext4Disk
let ports: CityPorts
/** Those that a failed test left running would hold the disk. */
const running: Pick<CityProcess, 'kill'>[] = []
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'machimori-read-only-'))
  data = join(root, 'disk')
  if (canMount) disk = createExt4Disk(data, 64, 'errors=remount-ro')
  ports = await findFreePorts()
})
afterEach(async () => {
  try {
    await Promise.all(running.splice(0).map((city) => city.kill()))
    if (canMount) disk.unmount()
  } finally {
    rmSync(root, { recursive: true })
  }
})

/** Digests of all that lies in the city's folder. */
function digest(): Record<string, string> {
  const folder = liveFolder(data)
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile())
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return Object.fromEntries(names.map((name) => [name, hash(name)]))
}

/** `npm run serve`, until it gives up. */
async function serve() {
  const child = spawnCity({ dataFolder: data, ports })
  const exit = new Promise<number | null>((done) => child.once('close', done))
  running.push({
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
  })
  const [err, code] = await Promise.all([child.stderr ? text(child.stderr) : '', exit])
  return { err, code }
}

async function startHere(): Promise<CityProcess> {
  const city = await startCityProcess({ dataFolder: data, ports })
  running.push(city)
  return city
}

/** A city in which the gauge has been acknowledged some readings, and goes on sending. */
async function startUnderLoad(token: string) {
  const city = await startHere()
  let closed = 0
  const sender = createGaugeUnderLoad(token, () => (closed += 1))
  await sender.connect(ports.mqtt)
  await vi.waitFor(() => expect(sender.acked.size).toBeGreaterThan(200), patience)
  return { city, sender, closedCount: () => closed }
}

/** All that was acknowledged is there, and the gauge goes on where it was. */
async function expectWhole(acked: ReadonlySet<number>, token: string): Promise<void> {
  const city = await startHere()
  const found = await listNumbers(city.url)
  expect([...acked].filter((number) => !found.has(number))).toEqual([])
  const sender = createGaugeUnderLoad(token)
  await sender.connect(ports.mqtt)
  await sender.settle()
  sender.drop()
  expect(await city.close()).toBe(0)
}

describe.runIf(canMount)('a disk that may only be read', () => {
  it.each(['close', 'kill'] as const)(
    'starts no city after a %s, says what to do, and keeps all there is',
    async (end) => {
      const token = registerDevices(data, [gauge]).get(gauge.id) ?? ''
      const { city, sender } = await startUnderLoad(token)
      await city[end]()
      sender.drop()
      const before = digest()
      disk.remount('ro')
      const { err, code } = await serve()
      expect(code).toBe(1)
      // Not only "choose another folder": there the city would start without its data.
      expect(err).toMatch(
        /^データフォルダー .*読み取り専用.*dmesg.*\n.*read-only.*dmesg.*as it was/,
      )
      expect(err).not.toMatch(/\n\s+at /)
      expect(digest()).toEqual(before)
      disk.remount('rw')
      await expectWhole(sender.acked, token)
    },
  )

  it('under load acknowledges nothing it cannot keep, says so, and loses nothing', async () => {
    const token = registerDevices(data, [gauge]).get(gauge.id) ?? ''
    const { city, sender, closedCount } = await startUnderLoad(token)
    disk.fail()
    const readyz = async () => {
      const answer = await ask(`${city.url}/readyz`)
      return { status: answer.status, body: await answer.text() }
    }
    await vi.waitFor(
      async () =>
        expect(await readyz()).toMatchObject({
          status: 503,
          body: expect.stringContaining('store: ') as string,
        }),
      patience,
    )
    // The connection ends instead of an acknowledgement.
    await vi.waitFor(() => expect(closedCount()).toBe(1), patience)
    const acked = new Set(sender.acked)
    const health = (await (await ask(`${city.url}/v1/health`)).json()) as HealthResource
    expect(health.store).toMatchObject({ ok: false, detail: expect.any(String) as string })
    const found = await listNumbers(city.url)
    expect([...acked].filter((number) => !found.has(number))).toEqual([])
    expect(await city.close()).toBe(0)
    expect(city.output()).toContain('The store cannot write')
    sender.drop()
    expect(sender.acked).toEqual(acked)
    // The kernel lets such a file system be written again only once it was unmounted.
    disk.unmount()
    disk.mount()
    await expectWhole(acked, token)
  })
})
