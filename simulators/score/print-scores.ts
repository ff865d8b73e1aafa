import type { scoreCity } from './score.ts'

const columns = [
  'fault',
  'faults',
  'found',
  'readings',
  'noticed',
  'recall',
  'false alarms',
  'precision',
  'noticed after',
] as const

const ratio = (value: number | null) => (value === null ? '–' : value.toFixed(2))

function lasting(ms: number | null): string {
  if (ms === null) return '–'
  const minutes = Math.round(ms / 60_000)
  return minutes < 60 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}

/** The score sheet as a table for people. */
export function printScores(sheet: ReturnType<typeof scoreCity>): string {
  const rows = sheet.scores.map((score) => [
    score.fault_type,
    String(score.faults),
    String(score.found),
    String(score.readings),
    String(score.noticed),
    ratio(score.recall),
    String(score.false_alarms),
    ratio(score.precision),
    lasting(score.first_notice_ms),
  ])
  const table = [[...columns], ...rows]
  const widths = columns.map((_, index) => Math.max(...table.map((row) => row[index]?.length ?? 0)))
  const lines = table.map((row) =>
    row
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  '),
  )
  const { flagged_without_fault: without, readings } = sheet
  return [...lines, '', `flagged far from any fault: ${without} of ${readings} readings`].join('\n')
}
