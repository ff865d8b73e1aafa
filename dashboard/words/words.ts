import type { Labels, Language } from '#domain/words/labels.ts'
import { en } from './en.ts'
import { ja, type Words } from './ja.ts'

export type { Words }

export const dictionaries: Readonly<Record<Language, Words>> = { ja, en }

/** Gives a text in the reader's language; nothing where there is no text. */
export interface TextOf {
  (labels: Labels): string
  (labels: Labels | undefined | null): string | undefined
}
