/** A slip of the finger is two edits away at most; further off it is another word. */
const editsMax = 2

/** The known name that `word` was probably meant to be: at most two edits, swaps counting as one. */
export function findNearestName(word: string, names: readonly string[]): string | undefined {
  const allowed = Math.min(editsMax, Math.floor(word.length / 3))
  let best: { name: string; edits: number } | undefined
  for (const name of names) {
    const edits = countEdits(word, name, allowed)
    if (edits <= allowed && edits < (best?.edits ?? Infinity)) best = { name, edits }
  }
  return best?.name
}

/** Insertions, deletions, replacements and swaps from one to the other; Infinity above `allowed`. */
function countEdits(from: string, to: string, allowed: number): number {
  let same = 0
  while (same < from.length && from[same] === to[same]) same += 1
  const [a, b] = [from.slice(same), to.slice(same)]
  if (a === '' || b === '') return a.length + b.length
  if (allowed === 0) return Infinity
  const isSwap = a[0] === b[1] && a[1] === b[0]
  const rests = [
    [a.slice(1), b.slice(1)],
    [a.slice(1), b],
    [a, b.slice(1)],
    ...(isSwap ? [[a.slice(2), b.slice(2)]] : []),
  ]
  return 1 + Math.min(...rests.map(([x = '', y = '']) => countEdits(x, y, allowed - 1)))
}
