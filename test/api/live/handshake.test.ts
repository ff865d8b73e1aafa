import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDevices, startFeed, type Feed } from './start-feed.ts'
import { openViewer, type Viewer } from './viewer.ts'
import { patience } from '#test/support/suite/patience.ts'

let feed: Feed
const viewers: Viewer[] = []

beforeEach(async () => {
  feed = await startFeed({
    devices: createDevices('flood', 1),
    allowedOrigins: ['https://wall.example'],
    limits: { liveClients: 3, liveClientsPerAddress: 2 },
  })
})
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.close()
  await feed.close()
})

/** Opens the stream with these headers; true where the server lets it in. */
async function isLetIn(headers: Record<string, string>, token?: string): Promise<boolean> {
  try {
    const viewer = await openViewer(feed.url, { headers, ...(token !== undefined && { token }) })
    viewers.push(viewer)
    return true
  } catch {
    return false
  }
}

const port = () => new URL(feed.url).port
const forwarded = { 'x-forwarded-for': '192.0.2.7' }

describe('the live stream', () => {
  it('opens for our own page, an allowed one, and a program on this machine', async () => {
    expect(await isLetIn({ origin: feed.url })).toBe(true)
    viewers.pop()?.close()
    const wall = { origin: 'https://wall.example' }
    await vi.waitFor(async () => expect(await isLetIn(wall)).toBe(true), patience)
    expect(await isLetIn({})).toBe(true)
  })

  it('stays closed for every other page: a visitor’s browser must not read for it', async () => {
    for (const origin of ['https://evil.example', 'http://localhost:1', 'null']) {
      expect(await isLetIn({ origin })).toBe(false)
    }
  })

  it('stays closed for a name that only points here', async () => {
    const host = `evil.example:${port()}`
    expect(await isLetIn({ host, origin: `http://${host}` })).toBe(false)
    expect(await isLetIn({ host })).toBe(false)
  })

  it('asks for a token where the request was passed on', async () => {
    const page = { ...forwarded, origin: feed.url }
    expect(await isLetIn(page)).toBe(false)
    expect(await isLetIn(page, 'x'.repeat(43))).toBe(false)
    expect(await isLetIn(page, feed.operatorToken)).toBe(true)
  })

  it('refuses a wrong token also where none is needed', async () => {
    expect(await isLetIn({ origin: feed.url }, 'x'.repeat(43))).toBe(false)
  })

  it('ends when the token ends', async () => {
    expect(await isLetIn({ ...forwarded, origin: feed.url }, feed.operatorToken)).toBe(true)
    const [viewer] = viewers
    feed.registry.createOperatorToken()
    await viewer?.ended
    expect(viewer?.socket.connected).toBe(false)
  })

  it('has room for so many from one address, and again when one leaves', async () => {
    const page = { origin: feed.url }
    expect(await Promise.all([isLetIn(page), isLetIn(page)])).toEqual([true, true])
    expect(await isLetIn(page)).toBe(false)
    expect(feed.live.stats().clients).toBe(2)
    viewers.pop()?.close()
    await vi.waitFor(() => expect(feed.live.stats().clients).toBe(1), patience)
    expect(await isLetIn(page)).toBe(true)
  })

  it('is there over WebSocket only', async () => {
    const response = await fetch(`${feed.url}/live/?EIO=4&transport=polling`)
    expect(response.status).toBe(400)
  })
})
