import type { FactItem, StoredFact } from '#domain/facts/records.ts'
import { facts } from '#domain/facts/index.ts'

/** Gives facts the numbers that a store gives them: by name from 1, in the order they come. */
export function createNumbering(): (item: FactItem) => StoredFact {
  const last = new Map<string, number>()
  return (item) => {
    const key = facts.find(({ name }) => name === item.type)?.key
    if (key?.type !== 'number') return item as StoredFact
    const number = (last.get(item.type) ?? 0) + 1
    last.set(item.type, number)
    return { ...item, record: { [key.as]: number, ...item.record } } as StoredFact
  }
}
