import type { Labels } from './labels.ts'

/** Layers of the map that a folder may have, lowest first; each is one file `<layer>.geojson`. */
export const layerNames = ['neighbours', 'lakes', 'rivers', 'roads'] as const
export type LayerName = (typeof layerNames)[number]

/** What a credit may belong to. */
export const creditedParts = ['boundary', ...layerNames, 'places', 'facilities'] as const
export type CreditedPart = (typeof creditedParts)[number]

/** Names a source and its terms; `layer` says what came from it. */
export type Credit = Labels & { readonly layer?: CreditedPart }

/** `city.json` of a city folder. */
export interface City {
  /** First segment of every topic. */
  id: string
  /** 全国地方公共団体コード, five digits, and six with the check digit. */
  code: string
  code_with_check_digit: string
  /** `kana` is empty where nobody has said it yet. */
  name: Labels & { kana: string }
  prefecture: Labels
  centre: { lat: number; lon: number }
  zoom: number
  /** west, south, east, north in degrees. */
  bbox: readonly [number, number, number, number]
  languages: readonly string[]
  time_zone: string
  /** Credits that must stay visible with the data. */
  credits: readonly Credit[]
}

/** `places.json`: names to print on the map. */
export interface Place {
  id: string
  name: Labels
  lat: number
  lon: number
  /** 1 largest … 3 smallest; decides from which zoom the name shows. */
  rank: 1 | 2 | 3
}

/** Hazards a 指定緊急避難場所 may be designated for (災害対策基本法施行令 第20条の3, 洪水 first). */
export const hazards = [
  'flood',
  'landslide',
  'storm_surge',
  'earthquake',
  'tsunami',
  'fire',
  'inland_flood',
  'volcano',
] as const
export type Hazard = (typeof hazards)[number]

export const facilityTypes = ['evacuation_site', 'public_wifi'] as const
export type FacilityType = (typeof facilityTypes)[number]

/** `facilities.json`: designated evacuation sites and other public places. */
export interface Facility {
  id: string
  name: Labels
  lat: number
  lon: number
  type: FacilityType
  /** Hazards the site is designated for; empty for what is no evacuation site. */
  valid_for: readonly Hazard[]
  /** True where only the second floor or above is valid for flood. */
  flood_upper_floor_only: boolean
  /** Number of people; null: not in the source. */
  capacity: number | null
  source: string
  verified: boolean
}
