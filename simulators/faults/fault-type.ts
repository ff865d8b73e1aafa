import type { TSchema } from 'typebox'
import type { CreateTransform } from './device-fault.ts'

/** The way of a reading, in order: a fault acts where it would act in the field. */
export const stages = ['device', 'sensor', 'unit', 'clock', 'loss', 'copies', 'delay'] as const
type Stage = (typeof stages)[number]

/** Everything the simulation knows of one type of fault: a type is data, as a kind is. */
export interface FaultType {
  /** Its name in faults files, ground truth and scores. */
  id: string
  stage: Stage
  /**
   * What of a reading it alters: a `field` that the file names, the kind's `level`, its `battery`
   * or its `position`, or `nothing` but numbering, time and way.
   */
  alters: 'field' | 'level' | 'battery' | 'position' | 'nothing'
  /** The value it sends owes nothing to the true one, so no other fault can show in the field. */
  pins?: boolean
  /** True where readings come late instead of not at all: never together with their loss. */
  delays?: boolean
  /** True where it must be said how long it lasts: readings wait for its end. */
  mustEnd?: boolean
  /** True where it shows only at a value that usually moves: others are not drawn for it. */
  needsMotion?: boolean
  /** True where a file may bind it to an area. */
  takesArea?: boolean
  /** Its own parameters in the file; a `default` makes one optional. */
  params: Readonly<Record<string, TSchema>>
  create: CreateTransform
}
