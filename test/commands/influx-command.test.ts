import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

it('says where no InfluxDB answers, and what to look at, in both languages', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const INFLUX_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.close()
  await once(server, 'close')

  const DATA_DIR = await mkdtemp(join(tmpdir(), 'machimori-influx-'))
  await mkdir(join(DATA_DIR, 'live'))
  const env = { ...process.env, INFLUX_URL, DATA_DIR }
  const ran = promisify(execFile)(process.execPath, ['commands/influx/main.ts', 'status'], {
    cwd: root,
    env,
  })
  await expect(ran).rejects.toMatchObject({ code: 1 })
  const { stdout, stderr } = await ran.catch((error: { stdout: string; stderr: string }) => error)
  // How far the archive is, the data folder knows all the same.
  expect(stdout).toContain('All of this data folder is in the archive')
  await rm(DATA_DIR, { recursive: true, force: true })
  for (const text of [`${INFLUX_URL} のInfluxDBにつながりません`, 'does not answer']) {
    expect(stderr).toContain(text)
  }
})
