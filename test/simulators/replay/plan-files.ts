import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseOptions } from '#simulators/replay/options.ts'
import { planReplay, type Plan } from '#simulators/replay/plan.ts'

/** Reads files of this content as the command would, `args` being the rest of its line. */
export async function plan(
  files: Record<string, string | Buffer>,
  ...args: string[]
): Promise<Plan> {
  const folder = mkdtempSync(join(tmpdir(), 'machimori-replay-'))
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    })
    return await planReplay(parseOptions([...paths, ...args]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const csv = (...lines: string[]) => `${lines.join('\n')}\n`
export const as = ['--device', 'gauge-old']

/** Time of the day and values of the first track. */
export const readingsOf = ({ tracks }: Plan) =>
  tracks[0]?.readings.map(({ ts, values }) => [new Date(ts).toISOString().slice(11, 16), values])

/** USGS instantaneous values: every quarter of an hour from midnight, five hours west. */
export function usgs(
  ...series: [site: string, code: string, unit: string, values: string[]][]
): string {
  const timeSeries = series.map(([site, code, unit, values]) => ({
    name: `USGS:${site}:${code}:00000`,
    sourceInfo: {
      siteName: `RIVER AT ${site}`,
      siteCode: [{ value: site }],
      geoLocation: { geogLocation: { latitude: 39.3, longitude: -76.7 } },
    },
    variable: {
      variableCode: [{ value: code }],
      variableName: code === '00065' ? 'Gage height, ft' : 'Streamflow, ft&#179;/s',
      unit: { unitCode: unit },
      noDataValue: -999999,
    },
    values: [
      {
        value: values.map((value, index) => ({
          value,
          qualifiers: ['P'],
          dateTime: `2019-02-14T00:${String(15 * index).padStart(2, '0')}:00.000-05:00`,
        })),
      },
    ],
  }))
  return JSON.stringify({ value: { timeSeries } })
}
