import type { Draft } from './draft.ts'

/** Fields of a form that go by another name on the wire. */
const ownNames: Readonly<Record<string, string>> = {
  position: 'lat',
  position_zero: 'lat',
  'service.until_ts': 'until',
  'gauge.water_body': 'water_ja',
}

/** `/gauge/zero_height_m` as words with dots. */
const dotted = (pointer: string) => pointer.replace(/^\//, '').replaceAll('/', '.')

/**
 * The field of a form that a refusal of the server is about: a pointer names it, or the detail begins
 * with it (`name.ja: …`, `thresholds: caution is not …`). Undefined where it is none of the form's.
 */
export function findRefusedField(
  { detail, pointers }: { detail: string; pointers: readonly string[] },
  draft: Draft,
): string | undefined {
  const [, begin = '', next = ''] = /^([\w.]+):? ?(\w+)?/.exec(detail) ?? []
  const paths = [...pointers.map(dotted), begin]
  const candidates = [
    ...paths,
    ...paths.map((path) => ownNames[path] ?? ''),
    ...paths.map((path) => path.replaceAll('.', '_')),
    ...paths.map((path) => path.split('.').at(-1) ?? ''),
    next,
  ]
  return candidates.find((name) => Object.hasOwn(draft, name))
}
