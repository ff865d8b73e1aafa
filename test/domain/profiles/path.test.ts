import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePath, readPath } from '#domain/devices/profiles/path.ts'

function read(text: string, root: unknown) {
  const path = parsePath(text)
  if ('error' in path) throw new Error(path.error)
  return readPath(root, path)
}

const escape = (name: string) => name.replaceAll(/[\\.[\]]/g, '\\$&')

describe('a path', () => {
  const decoded = {
    depth: { value: 12, unit: 'mm' },
    'Pd (P1-PBaro)': 0.5,
    'a.b': 1,
    list: [
      { id: 1, v: 'one' },
      { id: 2, v: 'two', deep: { x: null } },
    ],
  }

  it.each<[string, unknown]>([
    ['depth', decoded.depth],
    ['depth.value', 12],
    ['Pd (P1-PBaro)', 0.5],
    [String.raw`a\.b`, 1],
    ['list[0].v', 'one'],
    ['list[id=2].v', 'two'],
    ['list[id=2].deep.x', null],
    ['list[id=3].v', undefined],
    ['list[7]', undefined],
    ['depth[0]', undefined],
    ['list.length', undefined],
    ['constructor', undefined],
    ['depth.__proto__', undefined],
    ['depth.value.toFixed', undefined],
    ['list[constructor=x]', undefined],
  ])('%s leads to %j', (text, value) => expect(read(text, decoded)).toEqual(value))

  it.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a[',
    'a]',
    'a[]',
    'a[x]',
    'a[=x]',
    '[0]',
    'a[0]b',
    'a.[0]',
    '\\',
  ])('"%s" is refused with a sentence', (text) =>
    expect(parsePath(text)).toMatchObject({ error: expect.stringContaining('expected') }),
  )

  it('leads to whatever stands there, however it is called', () => {
    const name = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => text !== '__proto__')
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.jsonValue(), (names, leaf) => {
        const root = names.reduceRight<unknown>((inner, key) => ({ [key]: inner }), leaf)
        expect(read(names.map(escape).join('.'), root)).toEqual(leaf)
      }),
    )
  })

  it('never throws, whatever the text and the object', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, root) => {
        const path = parsePath(text)
        const read = () => ('error' in path ? undefined : readPath(root, path))
        expect(read).not.toThrow()
      }),
    )
  })
})
