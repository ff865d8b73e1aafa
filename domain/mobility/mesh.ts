/** Units of the grid in one degree: 7.5″ of latitude and 11.25″ of longitude, about 250 m. */
const perDegree = { lat: 3_600 / 7.5, lon: 3_600 / 11.25 }

export interface MeshCell {
  /** Its centre. */
  lat: number
  lon: number
  /** Ten digits of JIS X 0410; absent outside Japan, where the same grid has no codes. */
  code?: string
}

/**
 * The 4分の1地域メッシュ that a place lies in (JIS X 0410:2002, 分割地域メッシュ): the third mesh,
 * 30″ by 45″, halved twice. Each halving adds a digit: 1 south-west, 2 south-east, 3 north-west,
 * 4 north-east.
 */
export function findMeshCell({ lat, lon }: { lat: number; lon: number }): MeshCell {
  const row = Math.floor(lat * perDegree.lat)
  const column = Math.floor(lon * perDegree.lon)
  const centre = {
    lat: round((row + 0.5) / perDegree.lat),
    lon: round((column + 0.5) / perDegree.lon),
  }
  const isInJapan = lat >= 20 && lat < 46 && lon >= 122 && lon < 154
  return isInJapan ? { ...centre, code: codeOf(row, column) } : centre
}

/** The first mesh is 320 by 320 cells, the second 40 by 40, the third 4 by 4. */
function codeOf(row: number, column: number): string {
  const first = `${Math.floor(row / 320)}${Math.floor(column / 320) - 100}`
  const second = `${Math.floor((row % 320) / 40)}${Math.floor((column % 320) / 40)}`
  const third = `${Math.floor((row % 40) / 4)}${Math.floor((column % 40) / 4)}`
  return `${first}${second}${third}${quarterOf(row, column, 2)}${quarterOf(row, column, 1)}`
}

const quarterOf = (row: number, column: number, cells: 1 | 2): number =>
  (Math.floor(row / cells) % 2) * 2 + (Math.floor(column / cells) % 2) + 1

/** A tenth of a metre: finer than the cell by far, and free of binary noise. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
