import type { Geometry, Position } from 'geojson'
import { groupRings } from '#domain/city/geometry/group-rings.ts'
import { SourceError } from './source-file.ts'

/** Shape types of the ESRI Shapefile Technical Description (1998); 10 more has Z, 20 more has M. */
const point = 1
const line = 3
const polygon = 5
const multiPoint = 8

const headerBytes = 100
/** Points begin here, behind type, box, and the two counts. */
const partsAt = 44

/** A shape of a `.shp`; null for a record that says it has none. */
export type ShpGeometry = Geometry | null

/** Reads the shapes. Throws `SourceError` with the record where the file ends or is wrong. */
export function readShp(file: string, bytes: Buffer): ShpGeometry[] {
  const fail = (problem: string, where?: string) => new SourceError(file, problem, where)
  if (bytes.length < headerBytes || bytes.readInt32BE(0) !== 9994) throw fail('is no shapefile')
  const end = bytes.readInt32BE(24) * 2
  if (end > bytes.length) {
    throw fail(`is half a file: ${bytes.length} of ${end} bytes; download it again`)
  }
  const shapes: ShpGeometry[] = []
  let at = headerBytes
  while (at < end) {
    const where = `record ${shapes.length + 1}`
    if (at + 12 > end) throw fail('ends in the middle of a record', where)
    const next = at + 8 + bytes.readInt32BE(at + 4) * 2
    if (next <= at + 8 || next > end) throw fail('has an impossible length', where)
    const shape = readRecord(bytes.subarray(at + 8, next))
    if (typeof shape === 'string') throw fail(shape, where)
    shapes.push(shape)
    at = next
  }
  return shapes
}

/** A shape, or in words why there is none. */
function readRecord(record: Buffer): ShpGeometry | string {
  const type = record.readInt32LE(0)
  if (type === 0) return null
  const shape = type % 10
  if (type > 28 || ![point, line, polygon, multiPoint].includes(shape)) {
    return `has shape type ${type}, which is no point, line or polygon`
  }
  if (shape === point) {
    return record.length < 20 ? tooShort : { type: 'Point', coordinates: positionAt(record, 4) }
  }
  if (record.length < partsAt) return tooShort
  return shape === multiPoint ? readMultiPoint(record) : readParts(record, shape)
}

const tooShort = 'is shorter than its shape'

const positionAt = (record: Buffer, at: number): Position => [
  record.readDoubleLE(at),
  record.readDoubleLE(at + 8),
]

function positionsAt(record: Buffer, at: number, count: number): Position[] {
  return Array.from({ length: count }, (_none, index) => positionAt(record, at + index * 16))
}

function readMultiPoint(record: Buffer): ShpGeometry | string {
  const count = record.readInt32LE(36)
  if (count < 0 || 40 + count * 16 > record.length) return tooShort
  return { type: 'MultiPoint', coordinates: positionsAt(record, 40, count) }
}

function readParts(record: Buffer, shape: number): ShpGeometry | string {
  const [partCount, pointCount] = [record.readInt32LE(36), record.readInt32LE(40)]
  const pointsAt = partsAt + partCount * 4
  if (partCount < 1 || pointCount < 0 || pointsAt + pointCount * 16 > record.length) return tooShort
  const points = positionsAt(record, pointsAt, pointCount)
  const starts = Array.from({ length: partCount }, (_none, index) =>
    record.readInt32LE(partsAt + index * 4),
  )
  const isRising = starts.every((start, index) => start >= (starts[index - 1] ?? 0))
  if (!isRising || (starts.at(-1) ?? 0) > pointCount) return 'has parts in no order'
  const parts = starts.map((start, index) => points.slice(start, starts[index + 1]))
  return shape === line
    ? { type: 'MultiLineString', coordinates: parts }
    : { type: 'MultiPolygon', coordinates: groupRings(parts) }
}
