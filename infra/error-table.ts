/** The page `docs/errors.md`, written from the one table of coded errors. */
import { writeFileSync } from 'node:fs'
import { errors } from '#domain/errors.ts'

const head = `# Errors

Every refusal has one of these codes: in problem documents (RFC 9457, \`application/problem+json\`)
as \`code\`, in quarantine, in the audit file. Codes never change their meaning; the words may.
Written by \`node infra/error-table.ts\`.

<!-- prettier-ignore -->
| code | HTTP | 日本語 | English |
| --- | --- | --- | --- |
`

function formatErrorTable(): string {
  const rows = Object.entries(errors).map(
    ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title.ja} | ${title.en} |\n`,
  )
  return head + rows.join('')
}

writeFileSync(new URL('../docs/errors.md', import.meta.url), formatErrorTable())
