/** Layers of the map that a folder may have, lowest first; each is one file `<layer>.geojson`. */
export const layerNames = ['neighbours', 'lakes', 'rivers', 'roads'] as const
export type LayerName = (typeof layerNames)[number]

/** What a credit may belong to. */
export const creditedParts = ['boundary', ...layerNames, 'places', 'facilities'] as const
export type CreditedPart = (typeof creditedParts)[number]

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

/** True for a site to which people may go in a flood: some are for other hazards alone. */
export const isForFloods = ({ valid_for }: { valid_for: readonly Hazard[] }): boolean =>
  valid_for.includes('flood')

export const facilityTypes = ['evacuation_site', 'public_wifi'] as const
export type FacilityType = (typeof facilityTypes)[number]
