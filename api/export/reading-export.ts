import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Language } from '#domain/words/labels.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { TimeRange } from '#store/store.ts'
import type { ApiParts } from '../parts.ts'
import { byteOrderMark, formatCsvLine } from './csv.ts'
import type { CsvFile } from './csv-file.ts'
import { readPages, startEarly } from './csv-sender.ts'
import { createLocalTimeFormat } from './local-time.ts'
import { createReadingRows } from './reading-rows.ts'

export interface ReadingExport {
  device: Device
  range: TimeRange
  /** Language of a second heading row; null for none. */
  labels: Language | null
}

/** A device's whole range as a file. */
export function createReadingFile(parts: ApiParts, job: ReadingExport): CsvFile {
  const { device, range } = job
  return {
    name: device.id,
    async start() {
      const pages = readPages((page) =>
        parts.store.listReadings(device.kind, device.id, range, page),
      )
      return writeLines(parts, job, await startEarly(pages))
    },
  }
}

async function* writeLines(
  parts: ApiParts,
  { device, labels }: ReadingExport,
  pages: AsyncGenerator<Reading[]>,
) {
  const formatTime = createLocalTimeFormat(parts.city.city.time_zone)
  const rows = createReadingRows(kindOf(parts.kinds, device), formatTime)
  yield byteOrderMark + formatCsvLine(rows.names)
  if (labels) yield formatCsvLine(rows.listLabels(labels))
  for await (const readings of pages) {
    yield readings.map((reading) => formatCsvLine(rows.createRow(reading))).join('')
  }
}

function kindOf(kinds: readonly Kind[], device: Device): Kind {
  const kind = kinds.find(({ id }) => id === device.kind)
  if (!kind) throw new Error(`Device ${device.id} is of the unknown kind ${device.kind}`)
  return kind
}
