import diagnostics from 'node:diagnostics_channel'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { ApiApp } from '#api/app-type.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'
import { openViewer } from '../live/viewer.ts'

interface Route {
  method: string
  path: string
}

let city: TestCity
let closed: ApiApp
let open: ApiApp
const routes: Route[] = []

/** Every route of every server that starts here, as Fastify itself has it: none can be forgotten. */
const collect = (message: unknown) => {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) routes.push({ method: name, path: url })
  })
}

beforeAll(async () => {
  diagnostics.subscribe('fastify.initialization', collect)
  city = await startTestCity()
  city.parts.city.demo = false
  mkdirSync(join(city.dashboardFolder, 'assets'), { recursive: true })
  for (const page of ['index.html', 'status.html', 'assets/app.js']) {
    writeFileSync(join(city.dashboardFolder, page), 'page')
  }
  await city.publish('gauge-1', { ts: Date.now(), level_m: 1.2 })
  await city.publish('bus-1', { ts: Date.now(), lat: 35.9, lon: 140.3 })
  open = await city.createApp({ publicRead: true })
  routes.length = 0
  closed = await city.createApp()
  diagnostics.unsubscribe('fastify.initialization', collect)
})
afterAll(() => city.close())

/** Probes, the description of the interface, the way in, and the pages without any data. */
const openToAll = [
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/index.html',
  '/',
  '/status.html',
  '/status',
  '/assets/app.js',
]

/** What `PUBLIC_READ` opens. */
const publicPart = [
  '/v1/city',
  '/v1/city/basemap.pmtiles',
  '/v1/crossings',
  '/v1/devices',
  '/v1/devices/:id',
  '/v1/devices/:id/amounts',
  '/v1/devices/:id/readings',
  '/v1/kinds',
]

/** Headers that a stranger, a plain proxy or a page with a name of its own may send. */
const disguises: Record<string, string>[] = [
  {},
  { host: 'localhost' },
  { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https', forwarded: 'for=127.0.0.1' },
  { 'x-real-ip': '127.0.0.1', via: '1.1 localhost' },
  { authorization: 'Basic b2ZmaWNlOnNlY3JldA==' },
]

/** The paths that answer a stranger on this machine, by route, with what they were asked for. */
async function listAnswered(app: ApiApp, device: string): Promise<string[]> {
  const answered = new Set<string>()
  for (const { method, path } of routes) {
    for (const headers of disguises) {
      const url = path.replace(':id', device).replace(':ts', '1')
      const { statusCode } = await app.inject({ method: method as 'GET', url, headers })
      if (statusCode !== 401 && statusCode !== 403) answered.add(path)
    }
  }
  return [...answered].toSorted()
}

describe('a stranger on the server’s own machine', () => {
  it('reads nothing in `serve`: no route answers without a credential', async () => {
    expect(routes.length).toBeGreaterThan(30)
    const answered = await listAnswered(closed, 'gauge-1')
    expect(answered).toEqual(openToAll.toSorted())
  })

  it('reads the public part where PUBLIC_READ opens it, and nothing else', async () => {
    const answered = await listAnswered(open, 'gauge-1')
    expect(answered).toEqual([...openToAll, ...publicPart, '/v1/session'].toSorted())
    const aboutBus = await listAnswered(open, 'bus-1')
    expect(aboutBus.filter((path) => path.includes(':id'))).toEqual([])
  })

  it('does not read the words in which staff say why a device rests', async () => {
    const service = { reason: '佐藤さん宅の工事', until_ts: null }
    city.registry.update('gauge-1', { out_of_service: true, service })
    const authorization = `Bearer ${city.operatorToken}`
    for (const path of ['/v1/devices', '/v1/devices/gauge-1']) {
      const [stranger, staff] = await Promise.all([
        open.inject(path),
        open.inject({ url: path, headers: { authorization } }),
      ])
      expect(staff.body).toContain('佐藤')
      expect(stranger.body).toContain('"state":"out_of_service"')
      expect(stranger.body).not.toContain('佐藤')
    }
    city.registry.update('gauge-1', { out_of_service: false })
  })

  it('sees public kinds only, in every list', async () => {
    const get = async <T>(path: string) => (await open.inject(path)).json<T>()
    const { features } = await get<{ features: { id: string }[] }>('/v1/devices')
    expect(features.map(({ id }) => id)).toEqual(['gauge-1'])
    const { items } = await get<{ items: { id: string }[] }>('/v1/kinds')
    expect(items.map(({ id }) => id)).toEqual(['flood'])
    for (const path of ['/v1/devices?kind=bus', '/v1/devices/nobody-here']) {
      expect((await open.inject(path)).statusCode).toBe(401)
    }
    const session = await get<{ person: null; capabilities: string[] }>('/v1/session')
    expect(session).toEqual({ person: null, capabilities: ['public.read'], expires_at: null })
  })

  it('has no live stream in `serve`, and no vehicles in the public one', async () => {
    const [shut, ajar] = [await city.startApi(), await city.startApi({ publicRead: true })]
    await expect(openViewer(shut.url)).rejects.toThrow('unauthorized')
    const viewer = await openViewer(ajar.url)
    const { update } = await viewer.watch({ kinds: ['flood', 'bus'], since: 0 })
    expect(update.changes.map(({ id }) => id)).toEqual(['gauge-1'])
    viewer.close()
  })
})

describe('a kind with levels', () => {
  it('is public, as its crossings are', () => {
    const withLevels = kinds.filter(({ levelField }) => levelField !== undefined)
    expect(withLevels.filter(({ isPublic }) => !isPublic)).toEqual([])
  })
})
