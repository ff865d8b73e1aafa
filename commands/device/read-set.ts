import type { AdminRequest } from '#app/admin/devices/protocol.ts'
import { UsageError } from '../terminal/usage-error.ts'

/** `set ID column=value …`: which columns there are, the inventory knows. */
export function readSet(id: string, words: readonly string[], why: string | null): AdminRequest {
  if (words.length === 0) {
    throw new UsageError({
      ja: '何を変えますか。「列=値」の形で書いてください（例 danger=3.2）。',
      en: 'set what? Write COLUMN=VALUE, like danger=3.2',
    })
  }
  return { command: 'set', id, columns: Object.fromEntries(words.map(readPair)), why }
}

function readPair(word: string): [column: string, value: string] {
  const at = word.indexOf('=')
  if (at < 1) {
    throw new UsageError({
      ja: `「${word}」は ${word}=値 の形で書いてください。`,
      en: `write ${word}=VALUE`,
    })
  }
  const [column, value] = [word.slice(0, at), word.slice(at + 1)]
  if (value.trim() !== '') return [column, value]
  throw new UsageError({
    ja: `${column} の値がありません。なしにするには ${column}=- と書いてください。`,
    en: `${column} has no value; to have none, write ${column}=-`,
  })
}
