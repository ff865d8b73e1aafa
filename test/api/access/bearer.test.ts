import { describe, expect, it } from 'vitest'
import { parseBearer } from '#api/access/principal.ts'

describe('an Authorization header', () => {
  it('carries a bearer token, or nothing that counts', () => {
    expect(parseBearer(undefined)).toBeUndefined()
    expect(parseBearer('Bearer abc')).toBe('abc')
    expect(parseBearer('bearer abc')).toBe('abc')
    // Of a proxy in front of us: no token of ours.
    expect(parseBearer('Basic abc')).toBeUndefined()
    expect(parseBearer('Bearer')).toBeNull()
    expect(parseBearer('Bearer a b')).toBeNull()
    expect(parseBearer(`Bearer ${'x'.repeat(300)}`)).toBeNull()
  })
})
