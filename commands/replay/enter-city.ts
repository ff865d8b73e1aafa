import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { City } from '#domain/wire/city.ts'
import type { Device } from '#domain/devices/device.ts'
import { loadCredentials } from '#simulators/fleet/load-credentials.ts'
import type { ReplayOptions } from '#simulators/replay/options.ts'
import type { Plan, PlannedTrack } from '#simulators/replay/plan.ts'
import { ReplayError } from '#simulators/replay/table.ts'
import { callAdmin, isRunning } from '#app/admin/call.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import { refuseOrigin } from '#app/admin/replay/execute.ts'
import { devicesPerRequest, replayPath, type ReplayAnswer } from '#app/admin/replay/protocol.ts'

/** Where the devices of a plan publish, and with which secrets. */
export interface Entrance {
  url: string
  city: string
  secrets: ReadonlyMap<string, string>
}

/** Where things are if the command line does not say: the settings of the server. */
interface Settings {
  CITY_DIR: string
  DATA_DIR: string
  HTTP_PORT: number
}

interface Entering {
  options: ReplayOptions
  config: Settings
  plan: Plan
}

const nameMax = 80
const everyMsMin = 1_000
const everyMsMax = 3.456e10

/** A device as the registry of a demo city will know it. */
function describeDevice(track: PlannedTrack, { options, plan }: Entering): Device {
  const { deviceId: id, sources, station, stepMs } = track
  const name = (station?.name ?? sources.join(' ')).replaceAll(/[^ -~\p{L}\p{N}]/gu, ' ')
  const { position: way, reporting } = plan.kind
  const position = way === 'moving' ? null : (options.position ?? station?.position ?? null)
  const every = stepMs && Math.min(everyMsMax, Math.max(everyMsMin, Math.round(stepMs)))
  return {
    id,
    kind: plan.kind.id,
    name: { ja: `再生 ${name.slice(0, nameMax)}`, en: `Replay ${name.slice(0, nameMax)}` },
    origin: 'replay',
    role: 'sensor',
    position,
    ...(every && { every_ms: { [reporting.defaultMode]: every } }),
    out_of_service: false,
  }
}

const urlOf = ({ host, port }: DoorAddress) =>
  `mqtt://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`

/** The demo city of the data folder: it registers the devices itself. */
async function enterDemo(entering: Entering): Promise<Entrance> {
  const { options, config, plan } = entering
  const socketPath = join(resolve(options.data ?? config.DATA_DIR), 'demo', 'admin.sock')
  if (!(await isRunning(socketPath))) {
    throw new ReplayError(
      `no demo city runs on ${resolve(options.data ?? config.DATA_DIR)}: npm start, or say --url`,
    )
  }
  const devices = plan.tracks.map((track) => describeDevice(track, entering))
  const secrets = new Map<string, string>()
  let door: DoorAddress | null = null
  for (let at = 0; at < devices.length; at += devicesPerRequest) {
    const body = { devices: devices.slice(at, at + devicesPerRequest) }
    const answer = await callAdmin<ReplayAnswer>(socketPath, body, replayPath)
    if (!answer.ok) throw new ReplayError(answer.refusal.detail)
    for (const [id, secret] of Object.entries(answer.secrets)) secrets.set(id, secret)
    door = answer.door
  }
  if (!door) throw new ReplayError('the city has no MQTT listener')
  return { url: urlOf(door), city: door.city, secrets }
}

/** Asks the city itself what a device is: only it knows, and only it is believed. */
async function checkOrigin(http: string, id: string, secret: string): Promise<void> {
  const headers = { authorization: `Bearer ${secret}` }
  const answer = await fetch(`${http}/v1/devices/${id}`, { headers }).catch((cause: Error) => {
    const why = `${http} does not say whether ${id} is a replay device (${cause.message})`
    throw new ReplayError(`${why}; say --http URL`, { cause })
  })
  if (!answer.ok) {
    throw new ReplayError(
      `${http} says ${answer.status} about ${id}: wrong secret or no such device`,
    )
  }
  const { properties } = (await answer.json()) as { properties?: Pick<Device, 'origin'> }
  const refusal = refuseOrigin({ id, origin: properties?.origin ?? 'field' })
  if (refusal) throw new ReplayError(refusal.detail)
}

function httpOf(url: string, config: Settings): string {
  const { protocol, hostname, host } = new URL(url)
  if (protocol === 'ws:') return `http://${host}`
  if (protocol === 'wss:') return `https://${host}`
  return `http://${hostname}:${config.HTTP_PORT}`
}

/** Another city: its devices are registered there as replays, and their secrets are ours. */
async function enterElsewhere(
  entering: Entering,
  elsewhere: NonNullable<ReplayOptions['elsewhere']>,
) {
  const { options, config, plan } = entering
  const credentials = await loadCredentials(elsewhere.credentials)
  const http = (elsewhere.http ?? httpOf(elsewhere.url, config)).replace(/\/$/, '')
  const secrets = new Map<string, string>()
  for (const { deviceId } of plan.tracks) {
    const secret = credentials.get(deviceId)
    if (secret === undefined) throw new ReplayError(`no secret of ${deviceId} in the credentials`)
    await checkOrigin(http, deviceId, secret)
    secrets.set(deviceId, secret)
  }
  return { url: elsewhere.url, city: options.city ?? (await readCityId(config)), secrets }
}

async function readCityId({ CITY_DIR }: Settings): Promise<string> {
  const { id } = JSON.parse(await readFile(join(CITY_DIR, 'city.json'), 'utf8')) as City
  return id
}

/** Gets the devices of a plan their secrets. Rejects with `ReplayError`; nothing was sent then. */
export function enterCity(entering: Entering): Promise<Entrance> {
  const { elsewhere } = entering.options
  return elsewhere ? enterElsewhere(entering, elsewhere) : enterDemo(entering)
}
