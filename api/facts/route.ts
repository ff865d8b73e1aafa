import Type from 'typebox'
import { refuseAccess } from '#domain/access/decide.ts'
import type { Fact, FactList } from '#domain/facts/fact.ts'
import { facts } from '#domain/facts/index.ts'
import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import { crossingResource } from '#domain/wire/crossing.ts'
import type { AddRoutes } from '../app-type.ts'
import { listRoute, type Asked } from '../query/list-route.ts'
import { deviceFilter, rangeFields } from '../query/schemas.ts'
import { parseTimeRange } from '../query/time-range.ts'
import { createCrossingResource } from './crossing.ts'

interface Presented {
  item: Type.TObject
  present(record: unknown, asked: Asked): unknown
}

/** Facts that are shown with more than their record. */
const presented: Partial<Record<string, Presented>> = {
  crossing: {
    item: crossingResource,
    present: (record, { directory }) => {
      const crossing = record as StoredRecord<'crossing'>
      return createCrossingResource(crossing, directory.find(crossing.device))
    },
  },
}

/** The list of each fact that has one: `/v1/events`, `/v1/crossings` … */
export const factRoutes: AddRoutes = async (app, context) => {
  for (const fact of facts as readonly Fact[]) {
    if (fact.list) await createFactRoute(fact, fact.list)(app, context)
  }
}

/** Only of facts that may take one back. */
const all = Type.Optional(
  Type.Boolean({
    description: 'Also withdrawn ones, their withdrawals, and what made one sure',
  }),
)

/** Of crossings only. */
const found = Type.Optional(
  Type.Enum(['live', 'later'], {
    description: '`live`: raised or cleared an alarm too; `later`: entered the record only',
  }),
)

/** Of lists by time only. */
const listOrder = Type.Optional(
  Type.Enum(['oldest', 'newest'], {
    description: 'Which come first; `newest` lists what the recent store keeps',
  }),
)

const filters = {
  device: deviceFilter,
  from: rangeFields.from,
  to: rangeFields.to,
  after_seq: Type.Optional(
    Type.Integer({ minimum: -1, description: 'Only those with a greater number' }),
  ),
}

function createFactRoute(fact: Fact, list: FactList): AddRoutes {
  const { path, order, needs, summary, tag, pageSize, csv } = list
  const { item, present } = presented[fact.name] ?? asStored(fact, list)
  return listRoute({
    path: `/v1/${path}`,
    needs,
    summary,
    tag,
    item,
    filter: filtersFor(fact, list),
    pageSize,
    csv: { name: path, columns: csv },
    async list(context, { device, after_seq: afterNumber, ...rest }, page) {
      const { all: withWithdrawn = false, found: foundAs, order: by, ...range }: FactRest = rest
      // A list by time begins a day ago; one by number has all.
      const isRanged = order === 'time' || range.from !== undefined || range.to !== undefined
      const { items, ...cursor } = await context.store.listFacts(fact.name as FactName, {
        ...page,
        device,
        afterNumber,
        inForce: !withWithdrawn,
        found: foundAs,
        newestFirst: by === 'newest',
        range: isRanged ? parseTimeRange(range, context.clock.now()) : undefined,
      })
      return { items: items.map((record) => present(record, context) as never), ...cursor }
    },
  })
}

function filtersFor(fact: Fact, { order }: FactList) {
  if (canWithdraw(fact)) return { ...filters, all, found }
  return order === 'time' ? { ...filters, order: listOrder } : filters
}

interface FactRest {
  order?: 'oldest' | 'newest'
  all?: boolean
  found?: 'live' | 'later'
  from?: string
  to?: string
}

const canWithdraw = ({ key }: Fact): boolean => key.type === 'number' && key.withdraws !== undefined

/** The record itself, with its number. */
function asStored({ key, schema }: Fact, { item, guarded }: FactList): Presented {
  const number = key.type === 'number' ? { [key.as]: Type.Integer() } : {}
  return {
    item: Type.Object({ ...number, ...schema.properties }, { $id: item }),
    present: (record, { principal }) =>
      guarded && refuseAccess(guarded.needs, principal) !== undefined
        ? leaveOut(record as Record<string, unknown>, guarded)
        : record,
  }
}

function leaveOut(
  record: Readonly<Record<string, unknown>>,
  { field, name }: NonNullable<FactList['guarded']>,
) {
  const { [name]: _, ...rest } = record[field] as Record<string, unknown>
  return { ...record, [field]: rest }
}
