import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Files of a built dashboard that a browser needs for something. */
export interface Load {
  files: ReadonlySet<string>
  /** As they come over the line, bytes. */
  gzipped: number
  /** All of their text together. */
  text: string
}

/**
 * What comes before a page of the dashboard can show anything: the document, what it names, and
 * the code of the page with everything that it imports. `marks`: words of the page's own code.
 */
export function weighFirstLoad(folder: string, marks: readonly string[]): Load {
  const read = (path: string) => readFileSync(join(folder, path))
  const html = read('index.html').toString()
  const files = new Set(['index.html'])
  const addScript = (path: string) => {
    if (files.has(path)) return
    files.add(path)
    const imports = read(path)
      .toString()
      .matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)
    for (const [, name = ''] of imports) addScript(`assets/${name}`)
  }
  for (const [, path = ''] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) {
    addScript(path)
  }
  for (const [, path = ''] of html.matchAll(/href="\/(assets\/[^"]+\.css)"/g)) files.add(path)
  for (const mark of marks) addScript(findScript(folder, mark))
  const contents = [...files].map(read)
  return {
    files,
    gzipped: contents.reduce((sum, content) => sum + gzipSync(content).length, 0),
    text: contents.join('\n'),
  }
}

function findScript(folder: string, mark: string): string {
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'))
  const found = scripts.filter((name) =>
    readFileSync(join(folder, 'assets', name), 'utf8').includes(mark),
  )
  if (found.length !== 1) throw new Error(`${found.length} scripts hold ${mark}`)
  return `assets/${found[0]}`
}
