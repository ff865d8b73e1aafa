import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCity, testTileFile, type TestApi, type TestCity } from '../start-test-city.ts'

let city: TestCity
let api: TestApi

beforeAll(async () => {
  city = await startTestCity()
  api = await city.startApi()
})
afterAll(() => city.close())

const { bytes: size, etag } = testTileFile.served

async function ask(headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(`${api.url}/v1/city/basemap.pmtiles`, { method, headers })
  return { status: answer.status, headers: answer.headers, body: await answer.bytes() }
}

describe('the tile file of the base map', () => {
  it('is given whole where nobody asks for a part', async () => {
    const { status, headers, body } = await ask()
    expect(status).toBe(200)
    expect(Buffer.from(body).equals(testTileFile.content)).toBe(true)
    expect(headers.get('content-length')).toBe(String(size))
    expect(headers.get('accept-ranges')).toBe('bytes')
    expect(headers.get('content-type')).toBe('application/vnd.pmtiles')
    // Bytes of a range are bytes of the file: nothing may compress it on the way.
    expect(headers.has('content-encoding')).toBe(false)
  })

  it('is given in parts', async () => {
    const { status, headers, body } = await ask({ range: 'bytes=100-199' })
    expect(status).toBe(206)
    expect(headers.get('content-range')).toBe(`bytes 100-199/${size}`)
    expect(Buffer.from(body).equals(testTileFile.content.subarray(100, 200))).toBe(true)
    const end = await ask({ range: `bytes=${size - 1}-${size + 500}` })
    expect([end.status, end.body.length]).toEqual([206, 1])
  })

  it('says its size to who asks beyond its end', async () => {
    const { status, headers, body } = await ask({ range: `bytes=${size}-` })
    expect(status).toBe(416)
    expect(headers.get('content-range')).toBe(`bytes */${size}`)
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ code: 'range_outside' })
  })

  it('is not sent again to who has it, in whole or in part', async () => {
    expect((await ask({ 'if-none-match': etag })).status).toBe(304)
    expect((await ask({ 'if-none-match': etag, range: 'bytes=0-9' })).status).toBe(304)
    expect((await ask({ 'if-none-match': '"another"' })).status).toBe(200)
  })

  it('never mixes parts of two versions', async () => {
    const part = { range: 'bytes=0-9' }
    expect((await ask({ ...part, 'if-range': etag })).status).toBe(206)
    const whole = await ask({ ...part, 'if-range': '"yesterday"' })
    expect([whole.status, whole.body.length]).toEqual([200, size])
  })

  it('tells its head without a body; a range means nothing there', async () => {
    const { status, headers, body } = await ask({ range: 'bytes=0-9' }, 'HEAD')
    expect([status, headers.get('content-length'), body.length]).toEqual([200, String(size), 0])
    expect(headers.get('etag')).toBe(etag)
  })
})

describe('a city without a tile file', () => {
  it('has no such address', async () => {
    const bare = await startTestCity(undefined, { baseMap: undefined })
    const { url } = await bare.startApi()
    expect((await fetch(`${url}/v1/city/basemap.pmtiles`)).status).toBe(404)
    await bare.close()
  })
})
