import type { Labels } from './labels.ts'

/** `city.json` of a city folder. */
export interface City {
  /** First segment of every topic. */
  id: string
  /** 全国地方公共団体コード, five digits, and six with the check digit. */
  code: string
  code_with_check_digit: string
  name: Labels & { kana: string }
  prefecture: Labels
  centre: { lat: number; lon: number }
  zoom: number
  /** west, south, east, north in degrees. */
  bbox: readonly [number, number, number, number]
  languages: readonly string[]
  time_zone: string
  /** Credits that must stay visible with the data. */
  credits: readonly Labels[]
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

export type Hazard = 'flood' | 'landslide' | 'earthquake' | 'storm_surge' | 'inland_flood' | 'fire'

/** `facilities.json`: designated evacuation sites and other public places. */
export interface Facility {
  id: string
  name: Labels
  lat: number
  lon: number
  type: 'evacuation_site'
  /** Hazards the site is designated for. */
  valid_for: readonly Hazard[]
  /** True where only the second floor or above is valid for flood. */
  flood_upper_floor_only: boolean
  /** Number of people; null: not in the source. */
  capacity: number | null
  source: string
  verified: boolean
}
