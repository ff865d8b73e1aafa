import { readCityCode } from '#domain/city/folder/code.ts'
import type { ThemeFile } from './collect-sources.ts'
import type { Description } from './identify.ts'
import { SourceError } from './source-file.ts'

/** Codes named in a message; a prefecture has fifty. */
const namedMax = 12

const codeOf = ({ code = '' }: Description) => readCityCode(code)

export interface ChosenCity {
  code: string
  /** What the file says of it; undefined where the outline is there already. */
  description: Description | undefined
  own: ThemeFile[]
  others: ThemeFile[]
}

/**
 * Parts the municipalities of the files into the city and the others. `code` is what the operator
 * or the folder says; without it the files must hold one city alone. Throws `SourceError`.
 */
export function chooseCity(
  files: readonly ThemeFile[],
  code: string | undefined,
  hasOutline: boolean,
): ChosenCity {
  const found = listCities(files)
  const [only] = found.size === 1 ? found.keys() : []
  const chosen = code ?? only
  if (chosen === undefined) {
    const problem =
      found.size > 1
        ? `which city? Say --code; the files have ${nameCities(found)}`
        : 'no outline: add an N03 file (国土数値情報 行政区域データ) and say --code'
    throw new SourceError('--code', problem)
  }
  const description = found.get(chosen)
  if (!description && !hasOutline) {
    const names = found.size > 0 ? `the files have ${nameCities(found)}` : 'add an N03 file'
    throw new SourceError('--code', `no outline of ${chosen}: ${names}`)
  }
  const part = (isWanted: (code: string | undefined) => boolean) =>
    files
      .map(({ file, identity, features }) => ({
        file,
        identity,
        features: features.filter(({ properties }) =>
          isWanted(codeOf(identity.describe(properties))),
        ),
      }))
      .filter(({ features }) => features.length > 0)
  return {
    code: chosen,
    description,
    own: part((other) => other === chosen),
    // Without a code it is no municipality: 所属未定地, sea between harbour walls.
    others: part((other) => other !== undefined && other !== chosen),
  }
}

function listCities(files: readonly ThemeFile[]): Map<string, Description> {
  const found = new Map<string, Description>()
  for (const { identity, features } of files) {
    for (const { properties } of features) {
      const description = identity.describe(properties)
      const code = codeOf(description)
      if (code && !found.has(code)) found.set(code, description)
    }
  }
  return found
}

function nameCities(found: ReadonlyMap<string, Description>): string {
  const names = [...found].map(([code, { name = '' }]) => `${code} ${name}`.trim())
  const more = names.length > namedMax ? ` and ${names.length - namedMax} more` : ''
  return names.slice(0, namedMax).join(', ') + more
}
