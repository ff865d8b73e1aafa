import { once } from 'node:events'
import { request as forward, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSelfSigned } from '#test/support/self-signed.ts'
import { idle, listBarriers, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages
let proxy: Server
let origin: string
let context: BrowserContext
let page: Page

/** A TLS proxy as nginx is set up in docs/access.md. */
async function startTlsProxy(target: string): Promise<Server> {
  const { hostname, port } = new URL(target)
  const passOn = ({ method, url, headers, socket }: IncomingMessage) => {
    const forwarded: IncomingHttpHeaders = {
      ...headers,
      'x-forwarded-proto': 'https',
      'x-forwarded-for': socket.remoteAddress ?? '',
    }
    return forward({ hostname, port, method, path: url, headers: forwarded })
  }
  const server = createServer(createSelfSigned(), (incoming, answer) => {
    const asked = passOn(incoming).on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    incoming.pipe(asked)
  })
  server.on('upgrade', (incoming: IncomingMessage, near: Socket) => {
    passOn(incoming)
      .on('upgrade', ({ rawHeaders }, far) => {
        const lines = rawHeaders.map((text, at) => (at % 2 ? `${text}\r\n` : `${text}: `))
        near.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
        near.on('error', () => far.destroy()).pipe(far)
        far.on('error', () => near.destroy()).pipe(near)
      })
      .on('response', () => near.destroy())
      .end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}

beforeAll(async () => {
  // The real city, not the demo: nobody reads without a credential.
  pages = await startPages({ demo: undefined, env: { TRUSTED_PROXIES: '127.0.0.1' } })
  pages.city.addDevice('flood', { id: 'gauge-link' })
  proxy = await startTlsProxy(pages.city.url)
  origin = `https://localhost:${(proxy.address() as AddressInfo).port}`
  context = await pages.newContext({ ignoreHTTPSErrors: true })
  page = await context.newPage()
})
afterAll(async () => {
  proxy.closeAllConnections()
  proxy.close()
  await pages.close()
})

const trouble = () => page.locator('.sign-in-trouble').innerText()

describe('the operator link', () => {
  it('opens every page through a TLS proxy, live, and after a reload', async () => {
    await page.goto(`${origin}/?lang=ja#token=${pages.city.operatorToken}`)
    await page.locator('.connection-live').waitFor()
    expect(page.url()).not.toContain('token')
    await page.reload()
    await page.locator('[data-device="gauge-link"], .row').first().waitFor()
    for (const path of ['/status', '/connect', '/?view=wall']) {
      await page.goto(origin + path)
      await page.locator('.connection-live').waitFor()
      expect([path, await page.locator('.is-bad').count()]).toEqual([path, 0])
    }
  })

  it('can be left, and then nothing is shown but the way in', async () => {
    await page.goto(`${origin}/?lang=ja`)
    await idle(page)
    await page.locator('.settings-button').click()
    await page.getByRole('button', { name: 'ログアウト' }).click()
    await page.locator('.sign-in').waitFor()
    expect(await page.locator('.row').count()).toBe(0)
    expect(await listBarriers(page)).toEqual([])
  })

  it('may be pasted, and says in both languages when it is wrong', async () => {
    await page.getByLabel('管理用リンク').fill(`${origin}/#token=made-up`)
    await page.getByRole('button', { name: '開く' }).click()
    await page.locator('.sign-in-trouble').waitFor()
    expect(await trouble()).toContain('この管理用リンクは使えません')
    await page.getByRole('button', { name: 'English' }).click()
    expect(await trouble()).toContain('This operator link does not work')
    const field = page.getByLabel('Operator link')
    await field.fill(`${origin}/#token=${pages.city.operatorToken}`)
    await page.getByRole('button', { name: 'Open' }).click()
    await page.locator('.connection-live').waitFor()
  })

  it('that is renewed ends the open page, in words', async () => {
    pages.city.registry.createOperatorToken()
    await page.reload()
    await page.locator('.sign-in-trouble').waitFor()
    expect(await trouble()).toContain('Your session has ended')
  })

  it('is not taken over plain http from another machine, and the page says what is needed', async () => {
    const plain = await pages.newContext()
    const stranger = await plain.newPage()
    // As from a PC of the office: the city by its name there, without encryption.
    await plain.route('http://city.example/**', async (route) => {
      const asked = route.request()
      const [url, method, body] = [asked.url(), asked.method(), asked.postData()]
      const answer = await fetch(url.replace('http://city.example', pages.city.url), {
        method,
        headers: {
          ...asked.headers(),
          'x-forwarded-host': 'city.example',
          origin: 'http://city.example',
        },
        ...(body !== null && { body }),
      })
      const sent = Buffer.from(await answer.arrayBuffer())
      const type = answer.headers.get('content-type') ?? ''
      await route.fulfill({ status: answer.status, body: sent, headers: { 'content-type': type } })
    })
    await stranger.goto(`http://city.example/?lang=ja#token=${pages.city.operatorToken}`)
    await stranger.locator('.sign-in-trouble').waitFor()
    expect(await stranger.locator('.sign-in-trouble').innerText()).toContain('https')
    await plain.close()
  })
})
