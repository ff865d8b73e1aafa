import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackEntries } from '#store/sqlite/journal-entries.ts'
import {
  type CityProcess,
  findFreePorts,
  liveFolder,
  registerDevices,
  startCityProcess,
} from '#test/support/city-process.ts'
import { copySources } from '#test/support/copy-sources.ts'
import { ask as askAsOperator } from '#test/support/operator-key.ts'
import { type FakeInflux, startFakeInflux } from '#test/support/fake-influx.ts'
import { testDevices } from '#test/api/start-test-city.ts'

/** All that a fact costs besides its line in the index. */
const declaration = `import Type, { type Static } from 'typebox'
import { deviceId, epochMs, nullable, origin } from '../wire/blocks.ts'
import type { RecordOf } from './archive-record.ts'
import { declareFact } from './fact.ts'

const schema = Type.Object({
  kind: Type.String(),
  device: deviceId,
  ts: epochMs('Time of the operation'),
  received_ts: epochMs('Time of receipt'),
  opened: Type.Boolean(),
  opening_m: Type.Number(),
  by: Type.String(),
  note: nullable(Type.String()),
  origin,
})

/** A sluice gate was opened or closed. */
export const gateOperation = declareFact({
  name: 'gate_operation',
  schema,
  key: { type: 'number', as: 'operation_seq' },
  time: 'ts',
  keeping: 'records',
  list: {
    path: 'gate-operations',
    order: 'number',
    needs: 'quarantine.read',
    summary: 'Sluice gates opened and closed, newest first',
    tag: 'operation',
    item: 'GateOperation',
    pageSize: 100,
    csv: [
      { field: 'operation_seq', label: { ja: '通し番号', en: 'Number' } },
      { field: 'device', label: { ja: '水門', en: 'Gate' } },
      { field: 'ts', label: { ja: '操作時刻', en: 'Time' } },
      { field: 'opened', label: { ja: '開', en: 'Opened' } },
      { field: 'by', label: { ja: '操作者', en: 'By' } },
      { field: 'note', label: { ja: '備考', en: 'Note' } },
    ],
  },
  archive: {
    name: 'gate_operation',
    channel: 'event',
    tags: ['device', 'origin'],
    time: 'ts',
    own: { operation_seq: 'integer', opening_m: 'number', by: 'text', note: 'text', kind: 'text' },
    derived: { opened: { type: 'integer', of: ({ opened }) => (opened ? 1 : 0) } },
    identity: { by: 'number', field: 'operation_seq' },
  } satisfies RecordOf<Static<typeof schema> & { operation_seq: number }>,
})
`

/** Whatever brings such facts: here a resource that hands its query to the heart. */
const desk = `import Type from 'typebox'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'

export function gateDeskRoutes(app: ApiApp, { ingest }: RouteContext): void {
  app.post(
    '/v1/gate-desk',
    {
      config: { needs: 'quarantine.read' },
      schema: { querystring: Type.Object({ record: Type.String() }) },
    },
    ({ query }) =>
      ingest.record({ type: 'gate_operation', record: JSON.parse(query.record) as never }),
  )
}
`

interface Operation {
  operation_seq: number
  device: string
  ts: number
}

const t0 = Date.UTC(2026, 5, 30, 15)
const makeRecord = (n: number) => ({
  kind: 'flood',
  device: `gauge-${1 + (n % 2)}`,
  ts: t0 + n * 60_000,
  received_ts: t0 + n * 60_000 + 40,
  opened: n % 2 === 0,
  opening_m: n / 4,
  by: '水防班',
  note: n === 3 ? '=全閉' : null,
  origin: 'drill',
})
const count = 5
const wanted = Array.from({ length: count }, (_, n) => ({ operation_seq: n + 1, ...makeRecord(n) }))

describe('a made-up fact', () => {
  const root = copySources()
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-fact-'))
  const backups = join(dataFolder, 'backups')
  let influx: FakeInflux
  let city: CityProcess

  const ask = (path: string, init: RequestInit = {}) => askAsOperator(city.url + path, init)
  const list = async (query = '') => {
    const answer = await ask(`/v1/gate-operations${query}`)
    return (await answer.json()) as { items: Operation[]; next_cursor: string | null }
  }
  const record = async (fact: object) => {
    const query = new URLSearchParams({ record: JSON.stringify(fact) })
    return ask(`/v1/gate-desk?${query.toString()}`, { method: 'POST' })
  }
  const start = async (DATA_DIR: string) =>
    startCityProcess({
      root,
      dataFolder: DATA_DIR,
      ports: await findFreePorts(),
      env: { INFLUX_URL: influx.url, INFLUX_TOKEN: 't', INFLUX_ORG: 'o' },
    })
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: dataFolder },
    })

  beforeAll(async () => {
    write(root, 'domain/facts/gate-operation.ts', declaration)
    edit(join(root, 'domain/facts/index.ts'), {
      imported: "import { gateOperation } from './gate-operation.ts'\n",
      from: '] as const',
      to: ', gateOperation] as const',
    })
    write(root, 'api/gate-desk/route.ts', desk)
    edit(join(root, 'api/resources.ts'), {
      imported: "import { gateDeskRoutes } from './gate-desk/route.ts'\n",
      from: '  dashboardRoutes,',
      to: '  gateDeskRoutes,\n  dashboardRoutes,',
    })
    influx = await startFakeInflux()
    registerDevices(dataFolder, testDevices)
    city = await start(dataFolder)
    for (let n = 0; n < count; n++) {
      const answer = await record(makeRecord(n))
      if (!answer.ok) throw new Error(await answer.text())
    }
    // What was acknowledged is on disk, whatever comes next.
    await city.kill()
    city = await start(dataFolder)
  })
  afterAll(async () => {
    await city.close()
    await influx.close()
    rmSync(root, { recursive: true })
    rmSync(dataFolder, { recursive: true })
  })

  it('is there once after the server was killed, in its table and in the journal', async () => {
    expect((await list()).items).toEqual(wanted.toReversed())
    const db = new DatabaseSync(join(liveFolder(dataFolder), 'readings.db'), { readOnly: true })
    const no = db.prepare("SELECT no FROM fact WHERE name = 'gate_operation'").get()?.['no']
    const rows = db.prepare('SELECT entries FROM journal').all()
    db.close()
    const entries = rows.flatMap((row) => unpackEntries(row['entries'] as Uint8Array))
    const found = entries.filter(({ factNo }) => factNo === no)
    expect(found).toHaveLength(count)
  })

  it('is listed by device, by time and after a number, in pages', async () => {
    const numbers = async (query: string) =>
      (await list(query)).items.map(({ operation_seq }) => operation_seq)
    expect(await numbers('?device=gauge-2')).toEqual([4, 2])
    expect(await numbers('?after_seq=3')).toEqual([5, 4])
    expect(await numbers(`?from=${t0 + 60_000}&to=${t0 + 180_000}`)).toEqual([3, 2])
    const first = await list('?limit=3')
    expect(first.items).toHaveLength(3)
    expect(await numbers(`?limit=3&cursor=${first.next_cursor}`)).toEqual([2, 1])
  })

  it('is for those only who have its capability, and described', async () => {
    expect((await fetch(`${city.url}/v1/gate-operations`)).status).toBe(401)
    const description = await (await ask('/openapi.json')).text()
    expect(description).toContain('#/components/schemas/GateOperation')
  })

  it('is a file with headings for people', async () => {
    const answer = await ask('/v1/gate-operations?format=csv&labels=ja')
    expect(answer.headers.get('content-disposition')).toContain('gate-operations.csv')
    const [names, labels, , second] = (await answer.text()).split('\r\n')
    expect(names).toContain('operation_seq,device,ts,opened,by,note')
    expect(labels).toBe('通し番号,水門,操作時刻,開,操作者,備考')
    expect(second).toBe("4,gauge-2,2026-07-01T00:03:00.000+09:00,false,水防班,'=全閉")
  })

  it('is refused where it is not as declared, and nothing else suffers', async () => {
    expect((await record({ ...makeRecord(9), opened: 'yes' })).status).toBe(500)
    expect((await list()).items).toHaveLength(count)
    expect((await fetch(`${city.url}/readyz`)).status).toBe(200)
  })

  it('is archived', async () => {
    const lines = () =>
      [...influx.points.values()].filter((line) => line.startsWith('gate_operation,'))
    await expect.poll(() => lines().length, { timeout: 30_000 }).toBe(count)
    expect(lines()[3]).toContain(
      'device=gauge-2,origin=drill operation_seq=4i,opening_m=0.75,by="水防班",note="=全閉"',
    )
  })

  it('is in a backup, and in the city that is restored from it', async () => {
    run('commands/backup/main.ts', '--live', '--to', backups)
    const [name = ''] = readdirSync(backups)
    await city.close()
    const restored = join(dataFolder, 'restored')
    run('commands/restore/main.ts', join(backups, name), '--to', restored)
    city = await start(restored)
    expect((await list()).items).toEqual(wanted.toReversed())
  })
})

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

interface Edit {
  imported: string
  from: string
  to: string
}

/** Fails where the line is not there: the index would stay as it was. */
function edit(path: string, { imported, from, to }: Edit): void {
  const before = readFileSync(path, 'utf8')
  if (!before.includes(from)) throw new Error(`${path} has no ${from}`)
  writeFileSync(path, imported + before.replace(from, to))
}
