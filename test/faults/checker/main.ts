/** Remembers what was acknowledged, in a process that nothing of the server can touch. */
import { systemClock } from '#domain/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { compare } from './compare.ts'
import type { CheckerMessage, CheckerRequest, CompareMessage } from './messages.ts'

const acked = new Map<string, Map<number, number>>()

process.on('message', (message: CheckerRequest) => {
  if (message.type === 'compare') return void answer(message)
  const ofDevice = acked.get(message.device) ?? new Map<number, number>()
  acked.set(message.device, ofDevice)
  for (const [index, ts] of message.ts.entries()) ofDevice.set(ts, message.levelM[index] ?? 0)
})

async function answer(request: CompareMessage): Promise<void> {
  const send = (message: CheckerMessage) => process.send?.(message)
  try {
    const { folder } = request
    const setup = { folder, kinds, timeZone: 'Asia/Tokyo', clock: systemClock }
    const store = await startSqliteStore(setup)
    try {
      const comparison = await compare(store, acked, request)
      send({ type: 'compared', comparison, detail: '' })
    } finally {
      await store.close()
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    send({ type: 'compared', comparison: null, detail })
  }
}
