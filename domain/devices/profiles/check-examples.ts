import { isRefusal, type Refusal } from '../../words/refusal.ts'
import { mapUplink, type Mapped } from './mapper.ts'
import type { Profile, ProfileExample } from './profile.ts'

function isAsSaid({ values, refused }: ProfileExample, result: Mapped | Refusal): boolean {
  if (isRefusal(result)) return result.code === refused
  const [wanted, got] = [Object.entries(values ?? {}), result.values]
  return (
    refused === undefined &&
    wanted.length === Object.keys(got).length &&
    wanted.every(([name, value]) => got[name] === value)
  )
}

/** The first example that does not hold; the words tell what came instead. */
export function refuseExamples(profile: Profile): Refusal | undefined {
  for (const example of profile.examples) {
    const result = mapUplink(profile, example.settings, example.decoded)
    if (isAsSaid(example, result)) continue
    const got = isRefusal(result)
      ? `${result.code}: ${result.detail}`
      : JSON.stringify(result.values)
    return { code: 'profile_invalid', detail: `examples: "${example.name}" gives ${got}` }
  }
  return undefined
}
