/** The viewers' own process: as many Socket.IO clients as the plan says, all doing as a page does. */
import { io, type Socket } from 'socket.io-client'
import type { ClientToServerEvents, ServerToClientEvents } from '#domain/wire/live.ts'
import { livePath } from '#domain/live-stream.ts'
import { monotonicMs } from '../monotonic.ts'
import type { ViewersMessage, ViewersPlan } from './plan.ts'
import { Sights } from './sights.ts'
import { openSilentViewer } from './silent-viewer.ts'

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Viewers that connect at the same time. */
const connectingMax = 50
const viewersPerAddress = 250

const updates = new Sights()
const crossings = new Sights()

async function startViewer(plan: ViewersPlan, since: number, index: number): Promise<void> {
  const { headers } = plan
  const request = { kinds: [plan.kind], since, since_crossing: -1, health: false }
  // Browsers come from many addresses, and each has its share only.
  const localAddress = `127.0.1.${1 + Math.floor(index / viewersPerAddress)}`
  if (index >= plan.observers) return openSilentViewer(plan.url, { localAddress, request, headers })
  const transports = ['websocket']
  const options = {
    path: livePath,
    transports,
    forceNew: true,
    localAddress,
    extraHeaders: headers,
  }
  const socket: LiveSocket = io(plan.url, options)
  observe(socket, plan)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  await socket.timeout(10_000).emitWithAck('watch', request)
}

/** Writes down when which reading came. */
function observe(socket: LiveSocket, plan: ViewersPlan): void {
  const indexes = new Map(plan.devices.map((id, index) => [id, index]))
  const seen = new Int32Array(plan.devices.length).fill(-1)
  const numberOf = (ts: number) => Math.round((ts - plan.firstTs) / plan.tsStepMs)
  socket.on('devices', ({ changes }) => {
    const atMs = monotonicMs()
    for (const { id, latest } of changes) {
      const device = indexes.get(id)
      if (device === undefined || !latest) continue
      const newest = numberOf(latest.ts)
      for (let n = (seen[device] ?? -1) + 1; n <= newest; n++) updates.add(device, n, atMs)
      seen[device] = Math.max(seen[device] ?? -1, newest)
    }
  })
  socket.on('crossings', (list) => {
    const atMs = monotonicMs()
    for (const { device, ts } of list) {
      const index = indexes.get(device)
      if (index !== undefined) crossings.add(index, numberOf(ts), atMs)
    }
  })
}

async function start(plan: ViewersPlan): Promise<void> {
  const answer = await fetch(`${plan.url}/v1/devices`, { headers: plan.headers })
  const { seq } = (await answer.json()) as { seq: number }
  for (let index = 0; index < plan.clients; index += connectingMax) {
    const group = Math.min(connectingMax, plan.clients - index)
    await Promise.all(Array.from({ length: group }, (_, n) => startViewer(plan, seq, index + n)))
  }
  send({ type: 'watching' })
}

const send = (message: ViewersMessage) => process.send?.(message)

process.on('message', (message: ViewersPlan | 'report') => {
  if (message !== 'report') return void start(message)
  send({ type: 'report', report: { updates: updates.toArray(), crossings: crossings.toArray() } })
})
