import type { Language } from '#domain/words/labels.ts'
import type { Words } from './words.ts'

/** Any part of a tree of texts; a text that takes values is replaced as a whole. */
export type PartOf<T> = T extends (...values: never[]) => unknown
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: PartOf<T[K]> }
    : T

/** A language that is not complete: what a file `overlay-<code>.ts` exports as `overlay`. */
export interface Overlay {
  /** BCP 47, `ja-x-simple` for example. */
  code: string
  /** As its readers write it. */
  name: string
  /** Stands in for every text that is missing here. */
  base: Language
  words?: PartOf<Words>
  /** Names of levels, kinds, fields, errors, places and pages, by their Japanese text. */
  labels?: Readonly<Record<string, string>>
}

/** A tree of texts in which those of the part replace those of the whole. */
export function overlayWords<T>(whole: T, part: PartOf<T> | undefined): T {
  if (part === undefined) return whole
  if (typeof whole !== 'object' || whole === null) return part as T
  const parts = part as Partial<Record<string, PartOf<unknown>>>
  const merged = Object.entries(whole).map(([key, text]) => [
    key,
    overlayWords<unknown>(text, parts[key]),
  ])
  return Object.fromEntries(merged) as T
}
