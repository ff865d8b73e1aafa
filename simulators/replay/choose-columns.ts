import type { Kind } from '#domain/kinds/kind.ts'
import { findNearestName } from '#domain/words/nearest-name.ts'
import { findUnit, type Unit } from '#domain/devices/profiles/units.ts'
import { ReplayError, type Column, type Table } from './table.ts'

/** One column of a file and the field that it becomes. */
export interface ColumnUse {
  column: string
  field: string
  /** Both set where numbers are converted. */
  from?: Unit
  to?: Unit
}

/** What the command line says about a column; what it leaves out is found. */
export interface ColumnWish {
  column: string
  field?: string | undefined
  unit?: string | undefined
}

export interface ColumnWishes {
  columns: readonly ColumnWish[]
  /** For the one column that has a length, and for wishes without their own. */
  field?: string | undefined
  unit?: string | undefined
}

/** `stage_ft`, `stage_ft=level_m` or `stage=level_m:ft`. */
export function parseColumnWish(text: string): ColumnWish {
  const [column = '', rest] = text.split('=', 2)
  const [field, unit] = (rest ?? '').split(':', 2)
  return {
    column: column.trim(),
    field: field?.trim() || undefined,
    unit: unit?.trim() || undefined,
  }
}

/** Names that traces of vehicles use for our fields; all are degrees. */
const aliases: Readonly<Record<string, string>> = {
  latitude: 'lat',
  longitude: 'lon',
  lng: 'lon',
  bearing: 'heading_deg',
  heading: 'heading_deg',
}

interface FieldWords {
  unit?: string
}

const list = (columns: readonly Column[]) => columns.map(({ name }) => name).join(', ')

/** The unit that a column says itself: from its file, or in its name (`stage_ft`, `value_m`). */
function unitOfColumn({ name, unit }: Column): Unit | undefined {
  if (unit !== undefined) return findUnit(unit)
  const suffix = /_([a-z]{1,3})$/i.exec(name)?.[1]
  return suffix === undefined ? undefined : findUnit(suffix)
}

/** The field of the kind with its unit, or the word that was probably meant. */
function getField(kind: Kind, name: string): { unit: Unit | undefined } {
  const schema: FieldWords | undefined = kind.payload.properties[name]
  if (schema) return { unit: schema.unit ? findUnit(schema.unit) : undefined }
  const fields = Object.keys(kind.payload.properties)
  const near = findNearestName(name, fields)
  const hint = near ? `did you mean ${near}?` : `known are ${fields.join(', ')}`
  throw new ReplayError(`"${name}" is no field of ${kind.id}; ${hint}`)
}

function getColumn({ file, columns }: Table, wanted: string): Column {
  const column = columns.find(({ name }) => name === wanted)
  if (column) return column
  const names = columns.map(({ name }) => name)
  const near = findNearestName(wanted, names)
  const hint = near ? `did you mean ${near}?` : `it has ${names.join(', ')}`
  throw new ReplayError(`${file}: no column "${wanted}"; ${hint}`)
}

function createChooser({ file, columns }: Table, kind: Kind, wishes: ColumnWishes) {
  const fields = Object.keys(kind.payload.properties)
  const fail = (detail: string) => new ReplayError(`${file}: ${detail}`)

  /** Numbers of a length need their unit; a text or a count has none. */
  const use = (column: Column, fieldName: string, unit?: string): ColumnUse => {
    const field = getField(kind, fieldName)
    const named = column.name === fieldName
    const from = unit === undefined ? (named ? field.unit : unitOfColumn(column)) : findUnit(unit)
    if (unit !== undefined && !from)
      throw fail(`"${unit}" is no unit; lengths are m, cm, mm, ft, in`)
    if (!field.unit) {
      if (unit === undefined) return { column: column.name, field: fieldName }
      throw fail(`${fieldName} has no unit, so --unit ${unit} means nothing for it`)
    }
    if (!from) {
      if (field.unit.of !== 'length') return { column: column.name, field: fieldName }
      throw fail(`which unit has ${column.name}? Say --unit m, cm, mm, ft or in`)
    }
    if (from.of !== field.unit.of) {
      throw fail(`${from.name} of ${column.name} is no unit of ${fieldName} (${field.unit.name})`)
    }
    return { column: column.name, field: fieldName, from, to: field.unit }
  }

  /** The field of a wish that names none: the level, or whatever --field says. */
  const fieldOfWish = (column: Column, wish: ColumnWish): string => {
    const said = wish.field ?? wishes.field ?? column.field
    const own = aliases[column.name] ?? column.name
    const found = said ?? (fields.includes(own) ? own : kind.levelField)
    if (found !== undefined) return found
    throw fail(`which field of ${kind.id} is ${column.name}? Say --field`)
  }

  const byName = (): ColumnUse[] =>
    columns.flatMap((column) => {
      const field = [column.field, column.name, aliases[column.name]].find(
        (name) => name !== undefined && fields.includes(name),
      )
      return field === undefined
        ? []
        : [use(column, field, column.name === field ? wishes.unit : undefined)]
    })

  /** The one column whose unit fits the field that is asked for. */
  const byUnit = (fieldName: string): ColumnUse => {
    const { unit } = getField(kind, fieldName)
    const fitting = columns.filter((column) => unitOfColumn(column)?.of === unit?.of && unit)
    const [column, ...others] = fitting
    if (column && others.length === 0) return use(column, fieldName, wishes.unit)
    throw fail(`which column is ${fieldName}? Say --column, one of ${list(columns)}`)
  }

  return { use, fieldOfWish, byName, byUnit }
}

function findUses(table: Table, kind: Kind, wishes: ColumnWishes): ColumnUse[] {
  const { use, fieldOfWish, byName, byUnit } = createChooser(table, kind, wishes)
  if (wishes.columns.length > 0) {
    return wishes.columns.map((wish) => {
      const column = getColumn(table, wish.column)
      return use(column, fieldOfWish(column, wish), wish.unit ?? wishes.unit)
    })
  }
  if (wishes.field !== undefined) return [byUnit(wishes.field)]
  const named = byName()
  return named.length > 0 || kind.levelField === undefined ? named : [byUnit(kind.levelField)]
}

/**
 * Which columns of a file become which fields of the kind: those that are asked for, else those
 * that are called so, else the one that has the unit of a level. Throws `ReplayError` where that
 * leaves a doubt.
 */
export function chooseColumns(table: Table, kind: Kind, wishes: ColumnWishes): ColumnUse[] {
  const { file, columns } = table
  const uses = findUses(table, kind, wishes)
  const twice = uses.find(
    ({ field }, at) => uses.findIndex((other) => other.field === field) !== at,
  )
  if (twice) throw new ReplayError(`${file}: two columns for ${twice.field}; say --column`)
  const required = (kind.payload.required ?? []) as readonly string[]
  const missing = required.filter((name) => !uses.some(({ field }) => field === name))
  if (uses.length > 0 && missing.length === 0) return uses
  const what = missing.length > 0 ? missing.join(' and ') : `any field of ${kind.id}`
  throw new ReplayError(`${file}: no column for ${what}; it has ${list(columns)}. Say --column`)
}
