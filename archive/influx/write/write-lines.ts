import { authorizationOf, bucketOf, type ArchiveClass } from '../address.ts'
import { readWriteAnswer, type WriteAnswer } from '../answer.ts'
import type { ArchiveConnection } from '../connect.ts'
import { reasonOf } from '../../archive-error.ts'
import { refusedPerBatchMax } from '../../stops.ts'
import type { WriteTransport } from '../transport.ts'

/** A line to write: `text` is line protocol, the rest is the caller's. */
interface Line {
  text: string
}

/** Every line is in the archive, beyond its retention, or refused by name. */
interface Written<L extends Line> {
  kind: 'written'
  refused: { line: L; words: string }[]
  expired: number
}

export type WriteResult<L extends Line> =
  Written<L> | Extract<WriteAnswer, { kind: 'stopped' | 'later' }>

interface WriteTarget {
  connection: ArchiveConnection
  transport: WriteTransport
  archiveClass: ArchiveClass
  now: () => number
}

/**
 * Writes a batch and does not come back before the fate of each line is known. A refused batch is
 * halved until the bad line stands alone: in some versions the good lines of a refused batch are
 * in, in others not, and writing them again is harmless in all. On `stopped` and `later` nothing
 * may be assumed, and the same batch has to be written again.
 */
export async function writeLines<L extends Line>(
  lines: readonly L[],
  target: WriteTarget,
): Promise<WriteResult<L>> {
  const written: Written<L> = { kind: 'written', refused: [], expired: 0 }
  // A stack, not recursion: the halves are written in the order of their lines, because a later
  // version of a point must come after the earlier one.
  const waiting: (readonly L[])[] = chunk(lines, target)
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const answer = await post(part, target)
    if (answer.kind === 'stopped' || answer.kind === 'later') return answer
    if (answer.kind === 'written') continue
    const [only] = part
    if (answer.expired === part.length) {
      written.expired += part.length
    } else if (part.length === 1 && only) {
      written.refused.push({ line: only, words: answer.words })
      if (written.refused.length > refusedPerBatchMax) {
        return { kind: 'stopped', reason: 'refused_too_often', words: answer.words }
      }
    } else {
      const middle = Math.ceil(part.length / 2)
      waiting.unshift(part.slice(0, middle), part.slice(middle))
    }
  }
  return written
}

function chunk<L extends Line>(lines: readonly L[], { connection }: WriteTarget): (readonly L[])[] {
  const { lines: linesMax, bytes: bytesMax } = connection.dialect.writeLimits
  const parts: L[][] = []
  let part: L[] = []
  let bytes = 0
  for (const line of lines) {
    // UTF-8 takes at most three bytes per UTF-16 unit: an upper bound without encoding twice.
    const lineBytes = line.text.length * 3 + 1
    if (part.length > 0 && (part.length >= linesMax || bytes + lineBytes > bytesMax)) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(line)
    bytes += lineBytes
  }
  if (part.length > 0) parts.push(part)
  return parts
}

async function post(lines: readonly Line[], target: WriteTarget): Promise<WriteAnswer> {
  const { connection, transport, archiveClass, now } = target
  const { address, dialect } = connection
  const name = bucketOf(address, archiveClass)
  const path = dialect.writePath(address, connection.mappings.get(name) ?? name)
  const body = lines.map(({ text }) => text).join('\n')
  try {
    const answer = await transport.post(path, body, authorizationOf(address, dialect.basicAuth))
    return readWriteAnswer(answer, now())
  } catch (error) {
    return { kind: 'later', words: reasonOf(error), retryAfterMs: null }
  }
}
