import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

it('says where no InfluxDB answers, and what to look at, in both languages', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const INFLUX_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.close()
  await once(server, 'close')

  const env = { ...process.env, INFLUX_URL }
  const ran = promisify(execFile)(process.execPath, ['commands/influx/main.ts', 'status'], {
    cwd: root,
    env,
  })
  await expect(ran).rejects.toMatchObject({ code: 1 })
  const { stderr } = await ran.catch((error: { stderr: string }) => error)
  for (const text of [`${INFLUX_URL} のInfluxDBにつながりません`, 'does not answer']) {
    expect(stderr).toContain(text)
  }
})
