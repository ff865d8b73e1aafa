/** The page `docs/errors.md`, written from the tables of coded errors and of the audit's words. */
import { writeFileSync } from 'node:fs'
import { auditCodes } from '#domain/words/audit-codes.ts'
import { errors, type ErrorCode } from '#domain/words/errors.ts'
import type { Labels } from '#domain/words/labels.ts'
import { remedies } from '#domain/words/remedies.ts'

const head = `# Errors

Each refusal has a code, a sentence and a remedy. Codes never change their meaning; the words may.
Written by \`npx node infra/error-table.ts\`.

## Readings, events and requests

The code of a problem document (RFC 9457, \`application/problem+json\`) and of a value in quarantine
(稼働状況, \`/v1/quarantine\`). A value in quarantine was acknowledged and is kept as it came.

<!-- prettier-ignore -->
| code | HTTP | 日本語 | English |
| --- | --- | --- | --- |
`

const auditHead = `
## At the door, and by hand

The code in \`audit.jsonl\` and in the list of refusals on 稼働状況. A refusal ends the
connection without an acknowledgement; only a subscription is denied and the connection goes on.
\`npm run device\` writes its changes here too.

<!-- prettier-ignore -->
| code | 日本語 | English |
| --- | --- | --- |
`

/** Both languages of a title and, in a line of its own, of what to do about it. */
function cells(title: Labels, remedy?: Labels): string {
  const cell = (language: 'ja' | 'en') =>
    remedy ? `**${title[language]}**<br>${remedy[language]}` : title[language]
  return `${cell('ja')} | ${cell('en')} |\n`
}

function formatErrorTable(): string {
  const errorRows = Object.entries(errors).map(
    ([code, { status, title }]) =>
      `| \`${code}\` | ${status} | ${cells(title, remedies[code as ErrorCode])}`,
  )
  const auditRows = Object.entries(auditCodes).map(
    ([code, kind]) =>
      `| \`${code}\` | ${cells(kind.title, 'remedy' in kind ? kind.remedy : undefined)}`,
  )
  return [head, ...errorRows, auditHead, ...auditRows].join('')
}

writeFileSync(new URL('../docs/errors.md', import.meta.url), formatErrorTable())
