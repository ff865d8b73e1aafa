import { findNearestName } from '#domain/words/nearest-name.ts'
import { describeValue } from '#domain/payload/payload-check.ts'
import { isJson, type Json } from '#domain/payload/json.ts'

/** Collects every complaint about a file, each with its place in it. */
export interface Complaints {
  add(place: string, sentence: string): void
  readonly list: readonly string[]
}

export function createComplaints(file: string): Complaints {
  const list: string[] = []
  return { list, add: (place, sentence) => void list.push(`${file}: ${place}${sentence}`) }
}

interface TextRule {
  pattern?: RegExp
  /** What is expected, in words. */
  words?: string
  /** Perhaps holds a secret: a wrong one is not repeated. */
  isDiscreet?: boolean
}

/**
 * An object of the file with its place, read name by name. A wrong value is complained about and
 * read as absent, so that one round tells all that is wrong.
 */
export class Place {
  readonly path: string
  readonly #value: Json
  readonly #complaints: Complaints

  constructor(value: unknown, path: string, complaints: Complaints) {
    this.path = path
    this.#complaints = complaints
    this.#value = isJson(value) ? value : {}
    if (!isJson(value)) this.complain('', `expected an object, got ${describeValue(value)}`)
  }

  complain(name: string, sentence: string): void {
    const place = [this.path, name].filter(Boolean).join('.')
    this.#complaints.add(place && `${place}: `, sentence)
  }

  /** A misspelt name would be ignored in silence, and a connection would run on a default. */
  allow(names: readonly string[]): void {
    for (const name of Object.keys(this.#value)) {
      if (names.includes(name)) continue
      const near = findNearestName(name, names)
      this.complain(
        name,
        near ? `unknown; did you mean ${near}?` : `unknown; known: ${names.join(', ')}`,
      )
    }
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined
  }

  text(name: string, rule: TextRule = {}): string | undefined {
    const { pattern = /./, words = 'a text', isDiscreet = false } = rule
    const value = this.#value[name]
    if (value === undefined) return undefined
    if (typeof value === 'string' && pattern.test(value)) return value
    const got = isDiscreet ? 'something else' : describeValue(value)
    this.complain(name, `expected ${words}, got ${got}`)
    return undefined
  }

  required(name: string, rule: TextRule = {}): string | undefined {
    if (!this.has(name)) this.complain(name, `missing; expected ${rule.words ?? 'a text'}`)
    return this.text(name, rule)
  }

  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    const text = this.required(name, { words: `one of ${words.join(', ')}` })
    const found = words.find((word) => word === text)
    if (text !== undefined && found === undefined) {
      this.complain(name, `expected one of ${words.join(', ')}, got "${text}"`)
    }
    return found
  }

  integer(name: string, { min, max }: { min: number; max: number }): number | undefined {
    const value = this.#value[name]
    if (value === undefined) return undefined
    if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)
      return Number(value)
    const expected = `a whole number from ${min} to ${max}`
    this.complain(name, `expected ${expected}, got ${describeValue(value)}`)
    return undefined
  }

  /** The elements of a list, with their places; empty where it is absent or wrong. */
  list(name: string): readonly { value: unknown; path: string }[] {
    const value = this.#value[name]
    if (value === undefined) return []
    if (!Array.isArray(value) || value.length === 0) {
      this.complain(name, `expected a list that is not empty, got ${describeValue(value)}`)
      return []
    }
    const path = [this.path, name].filter(Boolean).join('.')
    return value.map((element: unknown, index) => ({ value: element, path: `${path}[${index}]` }))
  }

  /** An object inside, undefined where it is absent. */
  part(name: string): Place | undefined {
    if (!this.has(name)) return undefined
    return this.at(this.#value[name], [this.path, name].filter(Boolean).join('.'))
  }

  at(value: unknown, path: string): Place {
    return new Place(value, path, this.#complaints)
  }

  names(): readonly string[] {
    return Object.keys(this.#value)
  }
}
