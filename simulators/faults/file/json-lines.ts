type Frame = { isArray: true; at: number } | { isArray: false; at: string | null }

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** Lines (from 1) of the values of a JSON text that parses, by path: `faults[2].from`. */
export function findLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  const frames: Frame[] = []
  let line = 1
  let seenTo = 0
  for (const { 0: word, index } of text.matchAll(token)) {
    line += text.slice(seenTo, index).split('\n').length - 1
    seenTo = index
    const top = frames.at(-1)
    if (word === ',') step(top)
    else if (word === '}' || word === ']') frames.pop()
    else if (isKey(top, word)) top.at = JSON.parse(word) as string
    else if (word !== ':') lines.set(pathOf(frames), line)
    if (word === '{') frames.push({ isArray: false, at: null })
    if (word === '[') frames.push({ isArray: true, at: 0 })
  }
  return lines
}

function step(top: Frame | undefined): void {
  if (top?.isArray) top.at += 1
  else if (top) top.at = null
}

const isKey = (top: Frame | undefined, word: string): top is Frame & { isArray: false } =>
  top !== undefined && !top.isArray && top.at === null && word.startsWith('"')

const pathOf = (frames: readonly Frame[]) =>
  frames
    .map((frame) => (frame.isArray ? `[${frame.at}]` : `.${frame.at}`))
    .join('')
    .replace(/^\./, '')
