import type { CreditedPart } from '#domain/city/city.ts'
import type { Theme } from './identify.ts'
import type { ReadOptions } from './read-features.ts'
import type { Credit } from '#domain/wire/city.ts'

/** What `npm run city -- import` was asked for. */
export interface ImportRequest extends ReadOptions {
  files: readonly { path: string; theme: Theme | undefined }[]
  to: string
  /** What to do where `to` exists: refuse, add to it, or begin anew. */
  existing: 'refuse' | 'merge' | 'replace'
  /** Five digits; undefined where the files or the folder say it. */
  code: string | undefined
  id: string | undefined
  name: { ja?: string; en?: string; kana?: string }
  /** Said by the operator, for sources that do not say it themselves. */
  credits: readonly (Credit & { layer: CreditedPart })[]
  toleranceM: number
  marginM: number
}
