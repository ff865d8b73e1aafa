import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { answerAdmin, createFakeAdmin, findOrg, type FakeAdmin } from './fake-influx-admin.ts'

export interface ScriptedAnswer {
  status: number
  headers?: Record<string, string>
  body?: string
  /** The server does what was asked, and only its answer is another: 204 after the time-out. */
  applied?: boolean
  /** How long the answer takes, ms. */
  delayMs?: number
}

/** Plays the write path of a version that no Debian package has; every query finds nothing. */
export interface FakeInflux {
  readonly url: string
  /** Points by measurement, tags and time; a repeated write does not add one. */
  readonly points: ReadonlyMap<string, string>
  /** Write requests so far: their status, number of lines and bucket. */
  readonly writes: readonly Write[]
  /** Organisations, buckets and mappings of a 2.x. */
  readonly admin: FakeAdmin
  /** Answers for the next writes, before the version's own rules count again. */
  script(...answers: ScriptedAnswer[]): void
  /** Loses all its points, as with a deleted bucket. */
  forget(): void
  /** The rules that hold until they are changed. */
  rules: Rules
  close(): Promise<void>
}

interface Write {
  status: number
  lines: number
  atMs: number
  bucket: string | null
}

interface Rules {
  version: string
  /** The only token that may write; null: any. */
  token: string | null
  bucketExists: boolean
  /** What it says where its bucket does not exist. */
  missingWords: string
  /** Lines containing this do not parse. */
  poison: string | null
  /** Lines containing this meet a field of another type. */
  conflict: string | null
  /** Answers every write with 400 and these words. */
  refusesAll: string | null
  /** Most bytes of a request. */
  bytesMax: number
  down: boolean
  /** Takes requests and never answers them. */
  hangs: boolean
  /** A proxy answers everything with this page. */
  page: string | null
  /** How far its clock is ahead, ms. */
  clockAheadMs: number
}

export async function startFakeInflux(rules: Partial<Rules> = {}): Promise<FakeInflux> {
  const points = new Map<string, string>()
  const writes: Write[] = []
  const admin = createFakeAdmin()
  const scripted: ScriptedAnswer[] = []
  const fake = {
    points,
    writes,
    admin,
    script: (...answers: ScriptedAnswer[]) => void scripted.push(...answers),
    forget: () => points.clear(),
    rules: {
      version: 'v2.9.1',
      token: null,
      bucketExists: true,
      missingWords: 'bucket not found',
      poison: null,
      conflict: null,
      refusesAll: null,
      bytesMax: Infinity,
      down: false,
      hangs: false,
      page: null,
      clockAheadMs: 0,
      ...rules,
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (fake.rules.down) {
      request.socket.destroy()
      return
    }
    if (fake.rules.hangs) return
    if (fake.rules.page !== null) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(fake.rules.page)
      return
    }
    const body = await readBody(request)
    const final = answerRequest(body, request)
    const { delayMs = 0 } = final
    if (delayMs > 0) setTimeout(() => send(response, final, fake.rules), delayMs)
    else send(response, final, fake.rules)
  }

  function answerRequest(body: string, request: IncomingMessage): ScriptedAnswer {
    const { url = '' } = request
    if (url.startsWith('/api/v2/write')) return answerWrite(body, request)
    if (/^\/api\/v2\/(orgs|buckets|dbrps)/.test(url)) return answerAdmin(admin, request, body)
    return answerOther(request)
  }

  function answerWrite(body: string, request: IncomingMessage): ScriptedAnswer {
    const lines = body.split('\n')
    // The forwarder's signature is no point of the city: it neither counts nor takes an answer.
    if (body.startsWith('writer,')) return refuse(request) ?? { status: 204 }
    const script = scripted.shift()
    const own = script && !script.applied ? script : write(lines, request)
    const final = script ?? own
    const bucket = queryOf(request).get('bucket')
    const { status } = final
    writes.push({ status, lines: lines.length, atMs: performance.now(), bucket })
    return final
  }

  /** One bad line: 2.x and 3.x write nothing. A conflict: 2.x writes the rest, 3.x nothing. */
  function write(lines: readonly string[], request: IncomingMessage): ScriptedAnswer {
    const { poison, conflict, bytesMax, version } = fake.rules
    const refused = refuse(request)
    if (refused) return refused
    if (lines.join('\n').length > bytesMax) return { status: 413, body: 'request too large' }
    const bad = lines.find((line) => poison !== null && line.includes(poison))
    if (bad) return { status: 400, body: JSON.stringify({ message: `unable to parse '${bad}'` }) }
    const isConflicting = (line: string) => conflict !== null && line.includes(conflict)
    const fitting = lines.filter((line) => !isConflicting(line))
    const isThree = version.startsWith('3')
    if (!isThree || fitting.length === lines.length) keep(fitting)
    if (fitting.length === lines.length) return { status: 204 }
    return { status: isThree ? 400 : 422, body: '{"message":"field type conflict"}' }
  }

  function refuse(request: IncomingMessage): ScriptedAnswer | undefined {
    const { headers } = request
    const { token, bucketExists, missingWords, version } = fake.rules
    const org = version.startsWith('3') || findOrg(admin, queryOf(request))
    if (typeof org === 'object' && 'status' in org && org.status === 400) return org
    if (token !== null && headers.authorization !== `Token ${token}`) {
      return { status: 401, body: '{"code":"unauthorized","message":"unauthorized access"}' }
    }
    const { refusesAll } = fake.rules
    if (refusesAll !== null) return { status: 400, body: JSON.stringify({ message: refusesAll }) }
    if (bucketExists) return undefined
    return { status: 404, body: JSON.stringify({ code: 'not found', message: missingWords }) }
  }

  function keep(lines: readonly string[]): void {
    for (const line of lines) {
      const end = line.lastIndexOf(' ')
      const key = `${line.slice(0, line.indexOf(' '))} ${line.slice(end + 1)}`
      points.set(key, line)
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

const queryOf = ({ url = '' }: IncomingMessage) => new URL(url, 'http://fake').searchParams

const answerOther = ({ url }: IncomingMessage): ScriptedAnswer =>
  url?.startsWith('/query')
    ? { status: 200, body: '{"results":[{"statement_id":0}]}' }
    : { status: 204 }

function send(response: ServerResponse, answer: ScriptedAnswer, rules: Rules): void {
  const { status, headers = {}, body = '' } = answer
  const date = new Date(Date.now() + rules.clockAheadMs).toUTCString()
  response.writeHead(status, { date, 'x-influxdb-version': rules.version, ...headers })
  response.end(body)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body)
}
