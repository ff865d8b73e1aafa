import type { RecordedFact } from '#domain/facts/archive-record.ts'
import { archivedFacts, type ArchivedFact } from '#domain/facts/archived-facts.ts'
import type { FactName } from '#domain/facts/records.ts'
import type { ArchiveFact, ArchiveSession, Halt } from '../port.ts'
import { settleFacts, type ArchiveContext } from './context.ts'
import { joinArchived } from './again/join-archived.ts'
import type { FillTask } from './progress.ts'

/** One page of the recent store a step. */
const pageItems = 5_000

/** A page, and where the task stands after it; `next` null: the task is done. */
interface Page {
  facts: ArchiveFact[]
  next: FillTask | null
}

/**
 * Copies one page from the recent store to the archive and moves the task on. What is there already
 * is overwritten with the same; facts written this way are taken for newer versions, because the
 * page does not tell whether an older one was archived.
 */
export async function fillStep(
  context: ArchiveContext,
  session: ArchiveSession,
): Promise<Halt | undefined> {
  const { progress } = context
  const task = progress.fill
  if (!task) return undefined
  const readPage = task.stage === 'readings' ? readReadings : readFacts
  const { facts, next } = await readPage(task, context, session)
  const halt = settleFacts(facts, await session.deliver(facts), context)
  if (halt) return halt
  // A new task may have been asked for while this page was on its way.
  if (progress.fill === task) progress.fill = next
  return undefined
}

const pageOf = ({ cursor }: FillTask) => ({ limit: pageItems, cursor: cursor ?? undefined })

async function readReadings(
  task: FillTask,
  context: ArchiveContext,
  session: ArchiveSession,
): Promise<Page> {
  const { store, directory, kinds } = context
  const devices = [...directory.list()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const device = devices.find(({ id }) => (task.cursor ? id >= task.device : id > task.device))
  if (!device) return { facts: [], next: nextStage(task, archivedFacts[0]) }
  const cursor = device.id === task.device ? task.cursor : null
  const page = await store.listReadings(device.kind, device.id, task, pageOf({ ...task, cursor }))
  const facts: ArchiveFact[] = []
  for (const item of page.items.filter(({ kind }) => kinds.has(kind))) {
    const reading = await joinArchived(item, context, session)
    facts.push({ type: 'reading', reading, replaces: true })
  }
  return { facts, next: { ...task, device: device.id, cursor: page.next_cursor } }
}

/** One fact after the other, in the order of their declarations. */
async function readFacts(task: FillTask, { store }: ArchiveContext): Promise<Page> {
  const at = archivedFacts.findIndex(({ list }) => list?.path === task.stage)
  const fact = archivedFacts[at]
  // A fact that this program does not archive: the stage of another version.
  if (!fact) return { facts: [], next: null }
  const page = await store.listFacts(fact.name as FactName, { range: task, ...pageOf(task) })
  const facts = page.items.map((item): ArchiveFact => {
    return { type: 'record', record: fact.archive, fact: item as RecordedFact, moved: true }
  })
  const { next_cursor: cursor } = page
  return { facts, next: cursor ? { ...task, cursor } : nextStage(task, archivedFacts[at + 1]) }
}

const nextStage = (task: FillTask, fact: ArchivedFact | undefined): FillTask | null =>
  fact?.list ? { ...task, stage: fact.list.path, device: '', cursor: null } : null
