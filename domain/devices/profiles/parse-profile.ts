import { Compile } from 'typebox/compile'
import { describeMismatch } from '../../payload/describe-mismatch.ts'
import { isRefusal, type Refusal } from '../../words/refusal.ts'
import { refuseExamples } from './check-examples.ts'
import { compileMapper } from './mapper.ts'
import type { Profile } from './profile.ts'
import { profileSchema } from './schema.ts'

const compiled = Compile(profileSchema)

const invalid = (detail: string): Refusal => ({ code: 'profile_invalid', detail })

/** What a schema cannot say: paths, units and fields (with a height, should one be needed), examples. */
function refuseContent(profile: Profile): Refusal | undefined {
  const mapper = compileMapper(profile, { mounting_height_m: 0 })
  return isRefusal(mapper) ? mapper : refuseExamples(profile)
}

/** Reads a profile from JSON; the refusal names the field and what is wrong with it. */
export function parseProfile(value: unknown): Profile | Refusal {
  if (!compiled.Check(value)) {
    return invalid(describeMismatch(compiled.Errors(value), 'profile'))
  }
  const profile = value as unknown as Profile
  return refuseContent(profile) ?? profile
}
