import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BegunSession } from '#accounts/accounts.ts'
import type { Actor } from '#domain/access/act.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { addOwnPerson } from '#test/support/add-own-person.ts'
import { startTestCity, type TestApi, type TestCity } from '../start-test-city.ts'
import { openViewer, type Viewer } from './viewer.ts'

let city: TestCity
let api: TestApi
const by: Actor = { sort: 'command', id: null, name: '', address: 'local' }
const password = 'kawa no mizu ga 3 m made'
const place = { address: '127.0.0.1', agent: '' }

beforeAll(async () => {
  city = await startTestCity()
  city.parts.city.demo = false
  api = await city.startApi()
  const first = { name: 'sato', display_name: '佐藤', password }
  await city.accounts.setUp(city.accounts.setUpToken() ?? '', first, place)
})
afterAll(() => city.close())

async function logIn(name: string): Promise<BegunSession> {
  const begun = await city.accounts.logIn(name, password, place)
  if (isRefusal(begun)) throw new Error(begun.detail)
  return begun
}

const watch = ({ token }: BegunSession, origin = api.url): Promise<Viewer> =>
  openViewer(api.url, { headers: { origin, cookie: `machimori=${token}` } })

/** What a page hears first: the end of its stream, or one more beat of it. */
const nextOf = (viewer: Viewer) =>
  Promise.race([
    viewer.ended.then(() => 'ended'),
    new Promise((heard) => viewer.socket.once('beat', () => heard('beat'))),
  ])

const beat = (viewer: Viewer) =>
  new Promise<void>((heard) => viewer.socket.once('beat', () => heard()))

describe('the live stream of a person', () => {
  it('opens for their page alone', async () => {
    const begun = await logIn('sato')
    const viewer = await watch(begun)
    viewer.close()
    await expect(watch(begun, 'https://evil.example')).rejects.toThrow('websocket error')
    const lured = openViewer(api.url, { headers: { cookie: `machimori=${begun.token}` } })
    await expect(lured).rejects.toThrow('unauthorized')
  })

  it('ends with the session before the next beat, and those of others go on', async () => {
    const [one, two] = [await logIn('sato'), await logIn('sato')]
    const [ended, other] = [await watch(one), await watch(two)]
    await beat(ended)
    const first = nextOf(ended)
    city.accounts.endSessions([one.id], by)
    expect(await first).toBe('ended')
    await beat(other)
    expect(other.socket.connected).toBe(true)
    other.close()
  })

  it('ends for somebody who is disabled', async () => {
    const person = { name: 'tanaka', display_name: '田中', roles: ['viewer'] as const, password }
    const { id } = await addOwnPerson(city.accounts, person)
    const viewer = await watch(await logIn('tanaka'))
    await beat(viewer)
    const first = nextOf(viewer)
    await city.accounts.changePerson(id, { disabled: true }, by)
    expect(await first).toBe('ended')
  })
})
