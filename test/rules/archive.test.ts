import { describe, expect, it } from 'vitest'
import { readText, sourceFiles } from './sources.ts'

/** Where InfluxDB may be named outside its own folder, and why. */
const allowed: Readonly<Record<string, string>> = {
  'config.ts': 'the settings INFLUX_*',
  'app/open-archive.ts': 'picks the database by the settings',
  'app/admin/archive/execute.ts': 'tells which setting is missing',
  'app/admin/archive/protocol.ts': 'names the command that it serves',
  'commands/influx/': 'the command `npm run influx`',
}

const ofInflux = /influx|line protocol/i

const isAllowed = (path: string): boolean =>
  Object.keys(allowed).some((place) => path === place || path.startsWith(place))

describe('the archive', () => {
  const outside = sourceFiles.filter(
    (path) => !path.startsWith('archive/influx/') && !path.startsWith('test/'),
  )

  it('has no word of InfluxDB outside its folder', () => {
    const naming = outside.filter((path) => ofInflux.test(readText(path)))
    expect(naming.filter((path) => !isAllowed(path))).toEqual([])
  })

  it('is excepted from that only where it is named', () => {
    const needless = Object.keys(allowed).filter(
      (place) => !outside.some((path) => path.startsWith(place) && ofInflux.test(readText(path))),
    )
    expect(needless).toEqual([])
  })
})
