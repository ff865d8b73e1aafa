import type { DeviceCollection, HealthResource } from '#domain/resources.ts'

/** Whether the server answers a read with 200. */
export async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.status === 200
}

/** What the platform says about itself. */
export async function askHealth(url: string): Promise<HealthResource> {
  const answer = await fetch(`${url}/v1/health`)
  if (!answer.ok) throw new Error(`/v1/health answered ${answer.status}`)
  return (await answer.json()) as HealthResource
}

/** Devices that are said to be online, or offline, as a viewer of the list sees it. */
export async function listSaid(url: string, said: 'online' | 'offline'): Promise<string[]> {
  const answer = await fetch(`${url}/v1/devices`)
  if (!answer.ok) throw new Error(`/v1/devices answered ${answer.status}`)
  const { features } = (await answer.json()) as DeviceCollection
  return features
    .filter(({ properties }) => properties.online === (said === 'online'))
    .map(({ id }) => id)
}

const loopLag = /^nodejs_eventloop_lag_p99_seconds (\S+)$/m

/**
 * p99 of how late the server's event loop came to its timers since this was asked last, ms. It
 * looks every ten milliseconds, which are in the figure.
 */
export async function askLoopLagP99(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`)
  const [, seconds] = loopLag.exec(await answer.text()) ?? []
  return seconds === undefined ? NaN : Number(seconds) * 1_000
}
