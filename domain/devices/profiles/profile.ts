import type { Labels } from '../../words/labels.ts'
import type { VerticalDatum } from '../../alarms/vertical-datum.ts'
import type { Outside } from './outside.ts'
import type { PathText } from './path.ts'

/** A raw value of a decoder: what JSON can hold without a structure. */
export type Scalar = number | string | boolean | null

/**
 * A vendor's number or word for "no value", or all numbers below or above a limit: a dead zone, the
 * last numbers of an unsigned one. Numbers are the vendor's, in the vendor's unit.
 */
export type Sentinel = number | string | Outside

/** An own field that is read from the vendor's decoded object. */
export interface ReadRule {
  /**
   * Where it stands: names joined by dots, `list[key=value]` picks from a list; see `path.ts`. Of
   * several the first that leads to something counts: firmware renames its fields, and changes
   * their units.
   */
  path: string | readonly PathText[]
  /**
   * The vendor's unit of a bare number. A value that says its own unit (`"2000 mm"`,
   * `{value, unit}`) is taken at its word; without either the uplink is refused.
   */
  unit?: string
  /**
   * A length that is no level yet. `distance`: from a sensor down to the water. `depth`: from a
   * sensor up to the surface. `pressure`: of the water above a vented probe.
   * All three need the device's `mounting_height_m`.
   */
  measures?: 'distance' | 'depth' | 'pressure'
  /** Raw values that mean "measured, no value", beside the profile's. */
  no_value?: readonly Sentinel[]
  /** What to do where the path leads nowhere; `refuse` unless said otherwise. */
  absent?: 'refuse' | 'skip' | 'null'
  /** For fields that hold a word: the vendor's word → ours. Others are refused. */
  words?: Readonly<Record<string, string>>
}

/** An own field that the device never says, such as the length of its window. */
export interface ConstantRule {
  constant: number | string
}

export type FieldRule = ReadRule | ConstantRule

/** Something that holds of an uplink or not. Without more than a path: a value is there. */
export interface Condition extends Outside {
  path: string | readonly string[]
  one_of?: readonly Scalar[]
  /** Nothing is there. */
  absent?: true
}

/** How the decoded uplinks of one model become readings of one kind. Data, without any code. */
export interface Profile {
  /** Stable; devices name it. */
  id: string
  title: Labels
  vendor: string
  model: string
  /** Id of our kind. */
  kind: string
  /** All must hold before an uplink counts as a measurement. */
  requires?: readonly Condition[]
  /**
   * Where one holds, the sensor gave no value, whatever stands in its fields. The device's own
   * (its battery) count all the same.
   */
  no_value_if?: readonly Condition[]
  /** Raw values that mean "measured, no value" in every field. */
  no_value?: readonly Sentinel[]
  /** By the name of our field. */
  fields: Readonly<Record<string, FieldRule>>
  /** Uplinks and what becomes of them; proved by tests, shown by documents. */
  examples: readonly ProfileExample[]
}

export interface ProfileExample {
  name: string
  /** Which decoder gave it: repository, commit and path, or the page of a manual. */
  source?: string
  /** What the vendor's decoder gave. */
  decoded: unknown
  /** Where the example stands; else the profile is tried as it is. */
  settings?: ProfileSettings
  values?: Readonly<Record<string, number | string | null>>
  /** Code of the refusal, where there are no values. */
  refused?: string
}

/** What one device adds to its profile. */
export interface ProfileSettings {
  /**
   * Height of the sensor above the zero that levels count from, metres: level = this - distance,
   * or this + depth. 0 for a probe whose own place is the zero.
   */
  mounting_height_m?: number
  /**
   * What `mounting_height_m` counts from; the gauge's own zero where absent. Another datum must be
   * that of the device's gauge, whose `zero_height_m` is then taken off.
   */
  datum?: VerticalDatum
  /** Replaces rules of the profile, or adds them; null takes one away. */
  fields?: Readonly<Record<string, FieldRule | null>>
  /** More raw values that mean "measured, no value" at this device. */
  no_value?: readonly Sentinel[]
}
