import type { ArchiveReader, ArchiveSession } from '../port.ts'

/** Reads through whatever session there is at the time of each question. */
export function createReader(
  open: () => Promise<ArchiveSession>,
  rolledTo: (kind: string, device: string) => number,
): ArchiveReader {
  const read = async () => (await open()).read(rolledTo)
  return {
    listReadings: async (...query) => (await read()).listReadings(...query),
    foldReadings: async (...query) => (await read()).foldReadings(...query),
    listFacts: async (...query) => (await read()).listFacts(...query),
    listNumbers: async (...query) => (await read()).listNumbers(...query),
    keptMs: async () => (await read()).keptMs(),
  }
}
