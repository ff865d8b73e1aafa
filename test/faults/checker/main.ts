/** Remembers what was acknowledged and shown, in a process that nothing of the server can touch. */
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { compareServed } from './compare-served.ts'
import { compare } from './compare.ts'
import type { CheckerMessage, CheckerRequest, CompareMessage, Comparison } from './messages.ts'
import { rememberKey } from '#test/support/operator-key.ts'
import { createPages } from './pages.ts'

const acked = new Map<string, Map<number, number>>()
const pages = createPages()

process.on('message', (message: CheckerRequest) => {
  if (message.type !== 'acked') return void answer(message)
  const ofDevice = acked.get(message.device) ?? new Map<number, number>()
  acked.set(message.device, ofDevice)
  for (const [index, ts] of message.ts.entries()) ofDevice.set(ts, message.levelM[index] ?? 0)
})

type Question = Exclude<CheckerRequest, { type: 'acked' }>

async function answer(question: Question): Promise<void> {
  try {
    process.send?.(await find(question))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    process.send?.({ type: question.type, result: null, detail } satisfies CheckerMessage)
  }
}

async function find(question: Question): Promise<CheckerMessage> {
  const detail = ''
  const { type } = question
  if (type === 'compare') return { type, result: await compareFolder(question), detail }
  if (type === 'calm') return { type, result: await pages.calm(), detail }
  if (question.key !== undefined) rememberKey(question.url, question.key)
  if (type === 'served') return { type, result: await compareServed(question.url, acked), detail }
  await pages.open(question.url)
  return { type, result: true, detail }
}

async function compareFolder(request: CompareMessage): Promise<Comparison> {
  pages.close()
  const { folder } = request
  const setup = { folder, kinds, timeZone: 'Asia/Tokyo', clock: systemClock }
  const store = await startSqliteStore(setup)
  try {
    return await compare(store, { acked, pages: pages.notes }, request)
  } finally {
    await store.close()
  }
}
