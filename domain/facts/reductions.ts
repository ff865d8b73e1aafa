import { reduceRider } from '../mobility/reduce-rider.ts'
import type { ReductionRule } from './fact.ts'

type Reduce = (value: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** What each rule leaves of a field. Apart from the declarations, which go to threads as data. */
export const reductions: Readonly<Record<ReductionRule, Reduce>> = { rider: reduceRider }
