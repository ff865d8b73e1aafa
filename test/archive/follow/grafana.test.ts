import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { connectArchive, isConnection } from '#archive/influx/connect.ts'
import { event, minute, reading, t0 } from '#test/contracts/make-readings.ts'
import { hasServer, startInfluxd, type ServerProcess } from '#test/support/influx-servers.ts'
import { createBuckets, startArchivedCity } from './archived-city.ts'

interface Dashboard {
  panels: { title: string; targets: { query: string; datasource: { uid: string } }[] }[]
}

const dashboard = JSON.parse(
  readFileSync(new URL('../../../infra/grafana/dashboards/years.json', import.meta.url), 'utf8'),
) as Dashboard

describe.runIf(hasServer('influxd'))('the dashboard for Grafana', () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await startInfluxd()
  })
  afterAll(() => server.close())

  it('finds data with every query of every panel', async () => {
    const address: ArchiveAddress = { url: server.url, bucket: 'machimori' }
    await createBuckets(address)
    const under = await startArchivedCity(address)
    const wifi = { clients: 12, window_s: 300 }
    await under.commit([
      ...[0, 1, 2].map((i) => reading({ ts: t0 + i * minute, values: { level_m: i } })),
      reading({ kind: 'wifi', device: 'hall-1', values: wifi }),
      event(),
    ])
    await under.archive.settled()
    const connection = await connectArchive(address, Date.now)
    if (!isConnection(connection)) throw new Error(connection.words)
    for (const { title, targets } of dashboard.panels) {
      for (const { query, datasource } of targets) {
        const statement = query
          .replaceAll('$timeFilter', `time >= ${t0}ms AND time < ${t0 + 60 * minute}ms`)
          .replaceAll('$origin', 'field')
          .replaceAll('$__interval', '1m')
        const rows = await connection.influxql.select(datasource.uid, statement)
        expect(rows.length, title).toBeGreaterThan(0)
      }
    }
    await under.close()
  })
})
