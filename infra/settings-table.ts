/** `.env.example` and the table of `docs/settings.md`, written from the settings' schema. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describeSetting, settings } from '#config'

const root = resolve(import.meta.dirname, '..')
export const settingsPagePath = resolve(root, 'docs/settings.md')
export const envExamplePath = resolve(root, '.env.example')

const [start, end] = ['<!-- settings:start -->', '<!-- settings:end -->']

const rows = Object.entries(settings.properties).map(([name, schema]) => {
  const { default: preset, description = '' } = schema as {
    default?: string | number | boolean | string[]
    description?: string
  }
  const value = Array.isArray(preset) ? preset.join(',') : String(preset ?? '')
  return { name, preset: value, description, takes: describeSetting(schema) }
})

/** The page with the table between its two marks. */
export function fillSettingsPage(page: string): string {
  const lines = rows.map(
    ({ name, preset, description, takes }) =>
      `| \`${name}\` | ${preset === '' ? '–' : `\`${preset}\``} | ${description} | ${takes} |`,
  )
  const table = ['| setting | default | what | takes |', '| --- | --- | --- | --- |', ...lines]
  const before = page.slice(0, page.indexOf(start) + start.length)
  const after = page.slice(page.indexOf(end))
  return `${before}\n\n<!-- prettier-ignore -->\n${table.join('\n')}\n\n${after}`
}

export function formatEnvExample(): string {
  const entries = rows.map(
    ({ name, preset, description, takes }) => `# ${description} (${takes})\n#${name}=${preset}\n`,
  )
  const head =
    '# Settings with their defaults. Written by `npx node infra/settings-table.ts` from config.ts.\n' +
    '# Export what you change, or start with `npx node --env-file=.env main.ts`.\n'
  return [head, ...entries].join('\n')
}

if (import.meta.main) {
  writeFileSync(settingsPagePath, fillSettingsPage(readFileSync(settingsPagePath, 'utf8')))
  writeFileSync(envExamplePath, formatEnvExample())
}
