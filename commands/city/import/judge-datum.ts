/** Datums whose degrees are the same within a metre or two: one map shows them all. */
export const datums = ['JGD2011', 'JGD2000', 'WGS84'] as const
export type Datum = (typeof datums)[number]

const accepted = /JGD[\s_]*(19|20)?(2011|2024|2000)|WGS[\s_]*(19)?84|Japanese_Geodetic_Datum_20/i
const tokyo = /Tokyo|Bessel/i

const convert = 'convert it to JGD2011 (EPSG:6668) first, for example in QGIS'

/** Why shapes with this `.prj` cannot be taken as they are, or undefined. */
export function refuseProjection(wkt: string): string | undefined {
  const name = /["']([^"']*)["']/.exec(wkt)?.[1] ?? wkt.slice(0, 40)
  if (/^\s*(PROJCS|PROJCRS|PROJECTEDCRS)/i.test(wkt)) {
    return `is in metres of a map projection (${name}); ${convert}`
  }
  if (tokyo.test(wkt)) {
    return `is in the old Tokyo Datum (${name}), about 400 m away from today's; ${convert}`
  }
  if (accepted.test(wkt)) return undefined
  return `is in ${name}, which is none of ${datums.join(', ')}; ${convert}`
}

/** EPSG codes of degrees in JGD2011, JGD2000 and WGS 84. */
const acceptedCodes = ['6668', '6697', '4612', '4326', '4979']

/** The same for the `crs` of an old GeoJSON file; RFC 7946 has none, and means WGS 84. */
export function refuseCrs(crs: unknown): string | undefined {
  if (crs === undefined || crs === null) return undefined
  const name = (crs as { properties?: { name?: unknown } }).properties?.name
  if (typeof name !== 'string') return 'has a crs without a name'
  if (/CRS:?:?84$/i.test(name)) return undefined
  const code = /EPSG:+(\d+)$/i.exec(name)?.[1] ?? ''
  if (acceptedCodes.includes(code)) return undefined
  if (code === '4301') return `is in the old Tokyo Datum (${name}); ${convert}`
  return `is in ${name}, which is none of ${datums.join(', ')} in degrees; ${convert}`
}
