import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { auditCodes } from '#domain/words/audit-codes.ts'
import { errors } from '#domain/words/errors.ts'
import { remedies } from '#domain/words/remedies.ts'

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

  it('lists every word that the audit uses', () => {
    const audit = page.slice(page.indexOf('## At the door'))
    const words = [...audit.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code)
    expect(words).toEqual(Object.keys(auditCodes))
  })

  it('says in both languages what to do about each of them', () => {
    const refusals = Object.values(auditCodes).filter((kind) => kind.sort === 'refusal')
    const ways = [...Object.values(remedies), ...refusals.map(({ remedy }) => remedy)]
    for (const { ja, en } of ways) {
      expect(page).toContain(`<br>${ja} |`)
      expect(page).toContain(`<br>${en} |`)
    }
  })
})
