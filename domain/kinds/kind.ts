import type { TObject } from 'typebox'
import type { Labels } from '../words/labels.ts'
import type { Values } from '../readings/values.ts'
import type { Refusal } from '../words/refusal.ts'
import type { Simulate } from './simulation.ts'
import type { FieldCheck, ReportingContract } from '../wire/kind.ts'
import type { FieldMeasure } from '../wire/measure.ts'

export interface KindExamples {
  /** Payloads that must be stored as they are. */
  accepted: readonly { name: string; payload: Record<string, unknown> }[]
  /** Payloads that must be refused, with the code of the refusal. */
  rejected: readonly { name: string; payload: unknown; code: string }[]
}

export interface TrackContract {
  /** Nothing of the kind goes faster: two fixes further apart are not both right. */
  speedMaxMps: number
  /** A field that says how good a fix is, and from where on it says that it is none. */
  precision?: { field: string; max: number }
  /** A field with what is on board, and the one that says how much there may be. */
  load?: { field: string; limit: string }
  /** A text that one device at a time says: another one that says it within so long is not right. */
  exclusive?: { field: string; withinMs: number }
}

/**
 * Everything the platform knows of one kind of sensor. A kind is data: ingest, store, REST, live,
 * legend, panel, chart and simulator follow from this object, none of them names a kind.
 */
export interface Kind {
  /** Folder name = topic segment = id in REST. */
  id: string
  title: Labels
  /** The kind's own payload fields (`ts`, `seq`, `boot` are common to all); see `quantity`. */
  payload: TObject
  /** At least one of these fields must be present, if given. */
  requireOneOf?: readonly string[]
  /** A rule between fields that a schema cannot say. Returns the refusal, or undefined. */
  refine?: (values: Values) => Refusal | undefined
  /** What a number measures, by field; a plain measurement where nothing stands here. */
  measures?: Readonly<Record<string, FieldMeasure>>
  /** Groups of fields that mean something only together, besides an amount and its window. */
  together?: readonly (readonly string[])[]
  position: 'fixed' | 'moving'
  reporting: ReportingContract
  checks?: Readonly<Record<string, FieldCheck>>
  /** How the positions of what moves are tested: fields `lat` and `lon`. */
  track?: TrackContract
  /** The field that thresholds of a device are compared with, if the kind has levels. */
  levelField?: string
  map: {
    /** `gauge` fixed with a level, `place` fixed with a count, `vehicle` moving, `field` an area. */
    mark: 'gauge' | 'place' | 'vehicle' | 'field'
    /** The field shown beside the mark and first in the panel. */
    headline: string
    /** SVG path data of the kind's pictogram in a 24 × 24 box. */
    icon: string
  }
  /** May everybody read its devices where a city sets PUBLIC_READ? */
  isPublic?: true
  /** Does the kind take the `event` channel? */
  events?: boolean
  simulate: Simulate
  examples: KindExamples
}

/** Checks the definition while keeping its exact type. */
export function defineKind<const K extends Kind>(kind: K): K {
  return kind
}
