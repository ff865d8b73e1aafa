import type { Language } from '#domain/labels.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'

/** Every text of the user interface; a language that misses one does not compile. */
export type Words = typeof ja

export const dictionaries: Readonly<Record<Language, Words>> = { ja, en }
