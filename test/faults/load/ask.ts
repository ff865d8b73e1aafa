import type { HealthResource } from '#domain/resources.ts'

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
