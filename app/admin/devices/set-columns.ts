import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { ReadImport } from '#inventory/import/read-import.ts'
import type { Reasoned } from '#inventory/inventory.ts'

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/**
 * Changes a device by the columns of the file that devices come in, as a file of one row: they are
 * judged and named alike.
 */
export function setColumns(
  readImport: ReadImport,
  { id, columns }: { id: string; columns: Readonly<Record<string, string>> },
  reasoned: Reasoned,
): { warnings: string[] } | Refusal {
  const heading = ['id', ...Object.keys(columns)]
  const row = [id, ...Object.values(columns)]
  const file = [heading, row].map((cells) => cells.map(quote).join(',')).join('\n')
  const plan = readImport(Buffer.from(file))
  const { errors, warnings } = plan.report({ dryRun: false, language: 'ja' })
  const english = plan.report({ dryRun: false, language: 'en' }).errors
  if (errors.length > 0) {
    const lines = errors.map(
      ({ column, detail }, at) => `${column ?? id}: ${detail} / ${english[at]?.detail}`,
    )
    return { code: 'device_invalid', detail: lines.join('\n') }
  }
  const taken = plan.take(reasoned)
  return isRefusal(taken) ? taken : { warnings: warnings.map(({ detail }) => detail) }
}
