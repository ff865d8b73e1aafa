import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copySources, repository } from '#test/support/copy-sources.ts'

export interface CodeBlock {
  language: string
  /** The file it belongs to, named after the language. */
  path: string
  code: string
}

/** The code blocks of a page that name their file: ```ts path/of/file.ts */
export function listCodeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms)].map(
    ([, language = '', path = '', code = '']) => ({ language, path, code }),
  )
}

/**
 * Applies a diff without line numbers. Unchanged lines need not touch each other: each is looked
 * for after the one before. Throws where the file does not have what the diff speaks of.
 */
export function applyDiff(text: string, diff: string): string {
  const lines = text.split('\n')
  let at = 0
  for (const line of diff.trimEnd().split('\n')) {
    const content = line.slice(1)
    if (line.startsWith('+')) {
      lines.splice(at, 0, content)
      at += 1
      continue
    }
    const found = lines.indexOf(content, at)
    if (found < 0) throw new Error(`the diff speaks of a line that is not there: ${content}`)
    at = line.startsWith('-') ? found : found + 1
    if (line.startsWith('-')) lines.splice(found, 1)
  }
  return lines.join('\n')
}

/** A copy of the sources in a temporary folder, with the worked example of a page in it. */
export function copyWithExample(page: string): { root: string; changed: string[] } {
  const root = copySources()
  const blocks = listCodeBlocks(readFileSync(join(repository, page), 'utf8'))
  for (const { language, path, code } of blocks) {
    const target = join(root, path)
    mkdirSync(dirname(target), { recursive: true })
    const text = language === 'diff' ? applyDiff(readFileSync(target, 'utf8'), code) : code
    writeFileSync(target, text)
  }
  return { root, changed: blocks.map(({ path }) => path) }
}
