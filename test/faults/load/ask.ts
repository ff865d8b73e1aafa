import type { DeviceCollection } from '#domain/wire/device.ts'
import type { HealthResource } from '#domain/wire/health.ts'
import { ask } from '#test/support/operator-key.ts'

/** Whether the server answers a read with 200. */
export async function answers(url: string): Promise<boolean> {
  const answer = await ask(url).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.status === 200
}

/** Reads JSON; rejects where the server answers anything but a success. */
export async function askJson<T>(url: string): Promise<T> {
  const answer = await ask(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return (await answer.json()) as T
}

/** What the platform says about itself. */
export const askHealth = (url: string): Promise<HealthResource> => askJson(`${url}/v1/health`)

/** Devices that are said to be online, or offline, as a viewer of the list sees it. */
export async function listSaid(url: string, said: 'online' | 'offline'): Promise<string[]> {
  const { features } = await askJson<DeviceCollection>(`${url}/v1/devices`)
  return features
    .filter(({ properties }) => properties.online === (said === 'online'))
    .map(({ id }) => id)
}

/** A line of `/metrics`; undefined where there is none. */
async function askMetric(url: string, line: RegExp): Promise<number | undefined> {
  const answer = await ask(`${url}/metrics`)
  const [, value] = line.exec(await answer.text()) ?? []
  return value === undefined ? undefined : Number(value)
}

const unstorable = /^machimori_ingest_outcomes_total\{outcome="store_refused"\} (\S+)$/m

/** Payloads that the store could not take: a defect of ours, whatever they are. */
export const countUnstorable = async (url: string): Promise<number> =>
  (await askMetric(url, unstorable)) ?? 0

const loopLag = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m

/**
 * p99 of how late the server's event loop came to its timers since this was asked last, ms. It
 * looks every ten milliseconds, which are in the figure.
 */
export async function askLoopLagP99(url: string): Promise<number> {
  return ((await askMetric(url, loopLag)) ?? NaN) * 1_000
}
