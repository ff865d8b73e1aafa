import { Compile } from 'typebox/compile'
import { facts } from './index.ts'

/** Says of each fact whether a record is as it was declared; compiled once, because that is slow. */
export function createRecordCheck(): (name: string, record: unknown) => boolean {
  const checks = new Map(facts.map(({ name, schema }) => [name as string, Compile(schema)]))
  return (name, record) => checks.get(name)?.Check(record) ?? false
}
