import type { Finding } from '#domain/city/folder/finding.ts'

/** A set of files that hold one table of shapes. */
export interface ShapefileSource {
  form: 'shapefile'
  /** As it is named in messages; with the zip file it came from. */
  name: string
  shp: Buffer
  dbf: Buffer | undefined
  prj: Buffer | undefined
  cpg: Buffer | undefined
}

export interface PlainSource {
  form: 'json' | 'table'
  name: string
  bytes: Buffer
}

export type SourceFile = ShapefileSource | PlainSource

/** The file cannot be read any further; the message says what to do. */
export class SourceError extends Error {
  readonly finding: Finding
  constructor(file: string, problem: string, where?: string) {
    super(`${file}: ${problem}`)
    this.name = 'SourceError'
    this.finding = { level: 'error', file, problem, ...(where && { where }) }
  }
}
