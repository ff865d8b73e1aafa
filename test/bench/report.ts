import { unbudgeted } from '#test/support/city-process.ts'
import type { Environment } from './environment.ts'
import { type Figure, meetsTarget, type ScenarioResult } from './result.ts'

function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 })
}

function formatTarget({ target }: Figure): string {
  if (!target) return ''
  return 'atLeast' in target
    ? `≥ ${formatValue(target.atLeast)}`
    : `≤ ${formatValue(target.atMost)}`
}

function formatVerdict(figure: Figure): string {
  const met = meetsTarget(figure)
  return met === undefined ? '' : met ? '✓' : '✗ missed'
}

const columns = (figure: Figure): [string, string, string, string] => [
  figure.name,
  `${formatValue(figure.value)} ${figure.unit}`.trimEnd(),
  formatTarget(figure),
  formatVerdict(figure),
]

/** The table for a terminal. */
export function formatTable({ name, setting, figures, broken }: ScenarioResult): string {
  const rows = figures.map(columns)
  const nameWidth = Math.max(...rows.map(([first]) => first.length))
  const lines = rows.map(([label, value, target, verdict]) =>
    `  ${label.padEnd(nameWidth)}  ${value.padStart(14)}  ${target.padStart(10)}  ${verdict}`.trimEnd(),
  )
  return [`${name}: ${setting}`, ...lines, ...broken.map((text) => `  BROKEN: ${text}`), ''].join(
    '\n',
  )
}

/** A run of the command: when, how thoroughly, and on what. */
export interface Run {
  at: string
  effort: string
  environment: Environment
}

/** Without it a figure says nothing: hardware, versions and what an acknowledgement waits for. */
function formatHead({ at, effort, environment }: Run): string {
  const { cpu, cores, memory_gb, kernel, file_system, durability, revision } = environment
  const { node, sqlite, aedes, socket_io, mosquitto } = environment
  const peer = mosquitto === null ? '' : `, Mosquitto ${mosquitto}`
  return [
    '| measured on | |',
    '| --- | --- |',
    `| date | ${at}, revision ${revision}, effort ${effort} |`,
    `| hardware | ${cores} × ${cpu}, ${memory_gb} GB, ${file_system}, Linux ${kernel} |`,
    `| software | Node ${node}, SQLite ${sqlite}, Aedes ${aedes}, Socket.IO ${socket_io}${peer} |`,
    `| durability | ${durability} |`,
    `| budget | raised to ${unbudgeted.DEVICE_READINGS_PER_S} new readings/s a device: few stand for many |`,
    '',
  ].join('\n')
}

/** All of a run as Markdown. */
export const formatReport = (run: Run, results: readonly ScenarioResult[]): string =>
  [formatHead(run), ...results.map(formatMarkdown)].join('\n')

/** The same as Markdown, for a page about performance. */
function formatMarkdown({ name, setting, figures, broken }: ScenarioResult): string {
  const lines = figures.map((figure) => `| ${columns(figure).join(' | ')} |`)
  return [
    `### ${name}`,
    '',
    setting,
    '',
    '| figure | value | target | |',
    '| --- | ---: | ---: | --- |',
    ...lines,
    ...broken.map((text) => `\n**Broken:** ${text}`),
    '',
  ].join('\n')
}
