import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectArchive } from '#archive/influx/connect.ts'
import { startFakeInflux, type FakeInflux } from '#test/support/fake-influx.ts'

describe('connecting', () => {
  let fake: FakeInflux
  beforeEach(async () => {
    fake = await startFakeInflux()
  })
  afterEach(() => fake.close())

  const connect = (version: string, now = Date.now) => {
    fake.rules.version = version
    return connectArchive({ url: fake.url, bucket: 'b', org: 'town' }, now)
  }

  it('tells the three dialects apart by the version', async () => {
    const expected = { '1.6.7~rc0': '1.x', '1.8.10': '1.x', 'v2.9.1': '2.x', '3.10.1': '3.x' }
    for (const [version, id] of Object.entries(expected)) {
      expect(await connect(version)).toMatchObject({ version, dialect: { id } })
    }
  })

  it('refuses a version that it was not made for', async () => {
    for (const version of ['4.0.0', '0.13', 'next']) {
      expect(await connect(version)).toMatchObject({ reason: 'version_unknown' })
    }
  })

  it('takes a server without a version for something else', async () => {
    const { url } = fake
    const plain = await fetch(`${url}/ping`)
    expect(plain.status).toBe(204)
    fake.rules.version = ''
    expect(await connect('')).toMatchObject({ reason: 'version_unknown' })
  })

  it('measures how far the clock of the archive is off', async () => {
    const hour = 3_600_000
    const early = await connect('v2.9.1', () => Date.now() - hour)
    expect(early).toHaveProperty('clockSkewMs', expect.closeTo(hour, -4))
  })
})
