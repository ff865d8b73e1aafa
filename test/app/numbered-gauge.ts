import type { ReadingResource } from '#domain/wire/reading.ts'
import { formatTopic } from '#domain/payload/topics.ts'
import { createDevice } from '../support/start-city.ts'
import { createStubbornDevice, type StubbornDevice } from '../support/stubborn-device.ts'
import { ask } from '#test/support/operator-key.ts'

/** A gauge whose readings tell their number by their time. */
export const gauge = createDevice('gauge-1', 'flood')
const firstTs = Date.now() - 3_600_000

/** It sends as fast as it is acknowledged, and again what was not. */
export function createGaugeUnderLoad(token: string, onClosed?: () => void): StubbornDevice {
  return createStubbornDevice({
    id: gauge.id,
    token,
    topic: formatTopic({ city: 'inashiki', kind: 'flood', device: gauge.id, channel: 'reading' }),
    window: 10,
    payloadOf: (number) => JSON.stringify({ ts: firstTs + number, seq: number, level_m: 1 }),
    ...(onClosed && { onClosed }),
  })
}

/** The numbers of the readings that a server shows. */
export async function listNumbers(url: string): Promise<Set<number>> {
  const numbers = new Set<number>()
  let cursor = ''
  do {
    const query = `from=${firstTs}&to=${firstTs + 10_000_000}&limit=10000${cursor}`
    const answer = await ask(`${url}/v1/devices/${gauge.id}/readings?${query}`)
    const page = (await answer.json()) as { items: ReadingResource[]; next_cursor: string | null }
    for (const { ts } of page.items) numbers.add(ts - firstTs)
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
  } while (cursor !== '')
  return numbers
}
