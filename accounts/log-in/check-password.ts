import type { Refusal } from '#domain/words/refusal.ts'
import type { Throttled } from '../accounts.ts'
import type { Parts } from '../parts.ts'
import { nobodysHash, verifyPassword } from '../passwords/hash.ts'
import type { StoredPerson } from '../people/people.ts'

/** One answer for an unknown name, a wrong password and a disabled person. */
export const wrong: Refusal = {
  code: 'login_wrong',
  detail: '名前かパスワードが違います / The name or the password is wrong',
}

/** Too many tries; passes by itself. */
export function throttled(waitMs: number): Throttled {
  const seconds = Math.ceil(waitMs / 1_000)
  return {
    code: 'login_throttled',
    detail: `${seconds}秒後にもう一度試してください / Try again in ${seconds} seconds`,
    retryAfterMs: waitMs,
  }
}

/** The person whose password it is, as they are now; as much work where there is none. */
export async function checkPassword(
  { people, gate, limits }: Parts,
  person: StoredPerson | undefined,
  password: string,
): Promise<StoredPerson | Refusal> {
  const stored = person?.password_hash ?? nobodysHash
  // So that a book instead of a password costs no more than a password.
  const tried = password.slice(0, limits.passwordMax * 2)
  const isRight = await gate(() => verifyPassword(tried, stored))
  if (typeof isRight === 'object') return isRight
  // Changed or disabled while we computed: judged as it is now.
  const now = person && people.find(person.id)
  const isIn = isRight && now?.disabled_ts === null && now.password_hash === stored
  return now && isIn ? now : wrong
}
