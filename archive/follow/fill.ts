import type { ArchiveConnection } from '#archive/influx/connect.ts'
import { createEventPlacer } from '#archive/influx/event-placer.ts'
import { addCrossing, addEvent, addReading, type Collected } from './collect.ts'
import { deliver, setAside, type ArchiveContext, type Halt } from './context.ts'
import { touchCells } from './forward.ts'
import type { FillTask } from './progress.ts'

/** One page of the recent store a step. */
const pageItems = 5_000

/** A page, and where the task stands after it; `next` null: the task is done. */
interface Page {
  collected: Collected
  next: FillTask | null
}

/**
 * Copies one page from the recent store to the archive and moves the task on. What is there already
 * is overwritten with the same; points written this way also say which fields are theirs, because
 * the page does not tell whether an older version was archived.
 */
export async function fillStep(
  context: ArchiveContext,
  connection: ArchiveConnection,
): Promise<Halt | undefined> {
  const { progress } = context
  const task = progress.fill
  if (!task) return undefined
  const { collected, next } = await readPage[task.stage](task, context, connection)
  const halt = await deliver(collected.lines, context, { connection, archiveClass: 'raw' })
  if (halt) return halt
  setAside(collected.unfit, context)
  touchCells(collected.lines, context)
  // A new task may have been asked for while this page was on its way.
  if (progress.fill === task) progress.fill = next
  return undefined
}

type PageReader = (
  task: FillTask,
  context: ArchiveContext,
  connection: ArchiveConnection,
) => Promise<Page>

const nothing = (): Collected => ({ lines: [], unfit: [] })

const pageOf = ({ cursor }: FillTask) => ({ limit: pageItems, cursor: cursor ?? undefined })

async function readReadings(task: FillTask, context: ArchiveContext): Promise<Page> {
  const { store, directory } = context
  const devices = [...directory.list()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const device = devices.find(({ id }) => (task.cursor ? id >= task.device : id > task.device))
  const collected = nothing()
  if (!device) return { collected, next: { ...task, stage: 'events', device: '', cursor: null } }
  const cursor = device.id === task.device ? task.cursor : null
  const page = await store.listReadings(device.kind, device.id, task, pageOf({ ...task, cursor }))
  for (const reading of page.items) addReading(collected, context, { reading, replaces: true })
  return { collected, next: { ...task, device: device.id, cursor: page.next_cursor } }
}

const readEvents: PageReader = async (task, context, connection) => {
  const page = await context.store.listEvents(null, task, pageOf(task))
  const placer = createEventPlacer(connection, context.city)
  const collected = nothing()
  for (const event of page.items) await addEvent(collected, { placer }, { event, moved: true })
  const { next_cursor: cursor } = page
  return { collected, next: cursor ? { ...task, cursor } : nextStage(task, 'crossings') }
}

const readCrossings: PageReader = async (task, context) => {
  const page = await context.store.listCrossings({}, pageOf(task))
  const collected = nothing()
  for (const crossing of page.items) {
    if (crossing.ts >= task.from && crossing.ts < task.to) addCrossing(collected, context, crossing)
  }
  const { next_cursor: cursor } = page
  return { collected, next: cursor ? { ...task, cursor } : null }
}

const nextStage = (task: FillTask, stage: FillTask['stage']): FillTask => ({
  ...task,
  stage,
  cursor: null,
})

const readPage: Record<FillTask['stage'], PageReader> = {
  readings: readReadings,
  events: readEvents,
  crossings: readCrossings,
}
