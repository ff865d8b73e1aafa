import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errors } from '#domain/errors.ts'

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
const listed = [...page.matchAll(/^\| `([a-z_]+)` +\| (\d{3}) /gm)].map(([, code, status]) => [
  code,
  Number(status),
])

describe('docs/errors.md', () => {
  it('lists every code with its status, and no other', () => {
    const known = Object.entries(errors).map(([code, { status }]) => [code, status])
    expect(listed).toEqual(known)
  })
})
