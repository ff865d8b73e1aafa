import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CityProcess,
  findFreePorts,
  registerDevices,
  startCityProcess,
} from '#test/support/city-process.ts'
import { copySources } from '#test/support/copy-sources.ts'
import { testDevices } from '#test/api/start-test-city.ts'

/** All that a resource costs besides its line in the index, and a test. */
const files: Readonly<Record<string, string>> = {
  'domain/wire/fleet.ts': `import Type from 'typebox'
import { count } from './blocks.ts'

/** One item of \`GET /v1/fleets\`. */
export const fleet = Type.Object(
  { kind: Type.String(), devices: count('Registered') },
  { $id: 'Fleet' },
)
`,
  'api/fleets/route.ts': `import Type from 'typebox'
import { fleet } from '#domain/wire/fleet.ts'
import { listRoute } from '../query/list-route.ts'
import { slicePage } from '../query/slice-page.ts'

/** \`/v1/fleets\`: how many devices of a kind there are. */
export const fleetRoutes = listRoute({
  path: '/v1/fleets',
  needs: 'quarantine.read',
  summary: 'Devices of each kind',
  tag: 'devices',
  item: fleet,
  filter: { kind: Type.Optional(Type.String()) },
  pageSize: 2,
  list({ kinds, directory }, { kind }, page) {
    const fleets = kinds
      .filter(({ id }) => kind === undefined || id === kind)
      .map(({ id }) => ({ kind: id, devices: directory.list().filter((d) => d.kind === id).length }))
    return slicePage('fleets', fleets, page)
  },
})
`,
}

const index = 'api/resources.ts'

describe('a made-up resource', () => {
  const root = copySources()
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-resource-'))
  let city: CityProcess
  let operator: string
  let device: string | undefined

  const ask = (path: string, token?: string) =>
    fetch(city.url + path, token === undefined ? {} : { headers: bearer(token) })
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  beforeAll(async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const before = readFileSync(join(root, index), 'utf8')
    const imported = `import { fleetRoutes } from './fleets/route.ts'\n${before}`
    writeFileSync(join(root, index), imported.replace('  dashboardRoutes,', '  fleetRoutes,\n$&'))
    device = registerDevices(dataFolder, testDevices).get('gauge-1')
    city = await startCityProcess({ root, dataFolder, ports: await findFreePorts() })
    operator = /[#?&]token=([\w-]+)/.exec(city.output())?.[1] ?? ''
  })
  afterAll(async () => {
    await city.close()
    rmSync(root, { recursive: true })
    rmSync(dataFolder, { recursive: true })
  })

  it('answers in pages who has its capability', async () => {
    const one = await (await ask('/v1/fleets?kind=bus', operator)).json()
    expect(one).toEqual({ items: [{ kind: 'bus', devices: 1 }], next_cursor: null })
    const first = (await (await ask('/v1/fleets', operator)).json()) as Page
    expect(first.items).toHaveLength(2)
    const rest = await (
      await ask(`/v1/fleets?limit=9&cursor=${first.next_cursor}`, operator)
    ).json()
    expect((rest as Page).next_cursor).toBeNull()
  })

  it('refuses everybody else, and a filter that it does not know', async () => {
    const refused = async (path: string, token?: string) => {
      const answer = await ask(path, token)
      return [answer.status, ((await answer.json()) as { code: string }).code]
    }
    expect(await refused('/v1/fleets')).toEqual([401, 'unauthorized'])
    expect(await refused('/v1/fleets', device)).toEqual([403, 'forbidden'])
    expect(await refused('/v1/fleets?kinds=bus', operator)).toEqual([400, 'query_invalid'])
  })

  it('is described with its shape, its filter and who may ask', async () => {
    const { paths, components } = (await (await ask('/openapi.json')).json()) as Description
    const operation = paths['/v1/fleets']?.['get']
    expect(operation?.security).toEqual([{ operator: [] }, { session: [] }])
    expect(operation?.parameters.map(({ name }) => name)).toEqual(['kind', 'cursor', 'limit'])
    expect(JSON.stringify(operation)).toContain('#/components/schemas/Fleet')
    expect(components.schemas['Fleet']).toMatchObject({ required: ['kind', 'devices'] })
  })
})

interface Page {
  items: unknown[]
  next_cursor: string | null
}

interface Description {
  paths: Record<string, Record<string, { security: object[]; parameters: { name: string }[] }>>
  components: { schemas: Record<string, object> }
}
