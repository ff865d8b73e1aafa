import { crossingRecord } from '#domain/facts/crossing-record.ts'
import { eventRecord } from '#domain/facts/event-record.ts'
import type { ArchiveFact, ArchiveSession, Halt } from '../port.ts'
import { settleFacts, type ArchiveContext } from './context.ts'
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
  const { facts, next } = await readPage[task.stage](task, context)
  const halt = settleFacts(facts, await session.deliver(facts), context)
  if (halt) return halt
  // A new task may have been asked for while this page was on its way.
  if (progress.fill === task) progress.fill = next
  return undefined
}

type PageReader = (task: FillTask, context: ArchiveContext) => Promise<Page>

const pageOf = ({ cursor }: FillTask) => ({ limit: pageItems, cursor: cursor ?? undefined })

const readReadings: PageReader = async (task, { store, directory, kinds }) => {
  const devices = [...directory.list()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const device = devices.find(({ id }) => (task.cursor ? id >= task.device : id > task.device))
  if (!device) return { facts: [], next: { ...task, stage: 'events', device: '', cursor: null } }
  const cursor = device.id === task.device ? task.cursor : null
  const page = await store.listReadings(device.kind, device.id, task, pageOf({ ...task, cursor }))
  const facts = page.items
    .filter(({ kind }) => kinds.has(kind))
    .map((reading): ArchiveFact => ({ type: 'reading', reading, replaces: true }))
  return { facts, next: { ...task, device: device.id, cursor: page.next_cursor } }
}

const readEvents: PageReader = async (task, { store }) => {
  const page = await store.listEvents(null, task, pageOf(task))
  const facts = page.items.map((fact): ArchiveFact => {
    return { type: 'record', record: eventRecord, fact, moved: true }
  })
  const { next_cursor: cursor } = page
  return { facts, next: cursor ? { ...task, cursor } : { ...task, stage: 'crossings', cursor } }
}

const readCrossings: PageReader = async (task, { store }) => {
  const page = await store.listCrossings({}, pageOf(task))
  const facts = page.items
    .filter(({ ts }) => ts >= task.from && ts < task.to)
    .map((fact): ArchiveFact => ({ type: 'record', record: crossingRecord, fact, moved: true }))
  const { next_cursor: cursor } = page
  return { facts, next: cursor ? { ...task, cursor } : null }
}

const readPage: Record<FillTask['stage'], PageReader> = {
  readings: readReadings,
  events: readEvents,
  crossings: readCrossings,
}
