import { Samples, type Summary } from '../samples.ts'
import { ask } from '#test/support/operator-key.ts'

/** How long the same request takes, answer read to its end; throws where it is refused. */
export async function timeRequests(
  url: string,
  count: number,
): Promise<Summary & { bytes: number }> {
  const samples = new Samples()
  let bytes = 0
  for (let n = 0; n < count; n++) {
    const startedMs = performance.now()
    const answer = await ask(url)
    bytes = (await answer.arrayBuffer()).byteLength
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    samples.add(performance.now() - startedMs)
  }
  return { ...samples.summarize(), bytes }
}
