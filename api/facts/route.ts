import Type from 'typebox'
import type { Fact, FactList } from '#domain/facts/fact.ts'
import { facts } from '#domain/facts/index.ts'
import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import { crossingResource } from '#domain/wire/crossing.ts'
import type { AddRoutes } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { listRoute } from '../query/list-route.ts'
import { deviceFilter, rangeFields } from '../query/schemas.ts'
import { parseTimeRange } from '../query/time-range.ts'
import { createCrossingResource } from './crossing.ts'

interface Presented {
  item: Type.TObject
  present(record: unknown, context: RouteContext): unknown
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
    filter: canWithdraw(fact) ? { ...filters, all, found } : filters,
    pageSize,
    csv: { name: path, columns: csv },
    async list(context, { device, after_seq: afterNumber, ...rest }, page) {
      const { all: withWithdrawn = false, found: foundAs, ...range }: FactRest = rest
      // A list by time begins a day ago; one by number has all.
      const isRanged = order === 'time' || range.from !== undefined || range.to !== undefined
      const { items, ...cursor } = await context.store.listFacts(fact.name as FactName, {
        ...page,
        device,
        afterNumber,
        inForce: !withWithdrawn,
        found: foundAs,
        range: isRanged ? parseTimeRange(range, context.clock.now()) : undefined,
      })
      return { items: items.map((record) => present(record, context) as never), ...cursor }
    },
  })
}

interface FactRest {
  all?: boolean
  found?: 'live' | 'later'
  from?: string
  to?: string
}

const canWithdraw = ({ key }: Fact): boolean => key.type === 'number' && key.withdraws !== undefined

/** The record itself, with its number. */
function asStored({ key, schema }: Fact, { item }: FactList): Presented {
  const number = key.type === 'number' ? { [key.as]: Type.Integer() } : {}
  return {
    item: Type.Object({ ...number, ...schema.properties }, { $id: item }),
    present: (record) => record,
  }
}
