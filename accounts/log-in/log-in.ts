import type { Actor } from '#domain/access/act.ts'
import { roles } from '#domain/access/roles.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { Accounts, Place } from '../accounts.ts'
import { foldName } from '../names.ts'
import type { Parts } from '../parts.ts'
import { isOutdated } from '../passwords/hash.ts'
import { preparePerson } from '../people/change-people.ts'
import type { StoredPerson } from '../people/people.ts'
import { beginSession } from './begin-session.ts'
import { checkPassword, throttled, wrong } from './check-password.ts'

/** No name is longer; what is typed beyond it is nobody's. */
const nameMax = 64

/** Log-in with a name and its password; in a demo also without. */
export function createLogIn(parts: Parts): Pick<Accounts, 'logIn' | 'logInSimulated'> {
  const { people, attempts } = parts

  // After the answer: a write would tell by its time whether a name exists.
  const recordRefusal = ({ id, name }: StoredPerson, { address }: Place) => {
    const by: Actor = { sort: 'nobody', id: null, name: '', address }
    const subject = { id, name }
    parts.recordLater({ act: 'log_in_refused', by, subject, before: null, after: null })
  }

  return {
    async logIn(given, password, place) {
      const name = foldName(given).slice(0, nameMax)
      const waitMs = attempts.take(name, place.address)
      if (waitMs > 0) return throttled(waitMs)
      const known = people.findByName(name)
      const person = await checkPassword(parts, known, password)
      if (isRefusal(person)) {
        if (known && person === wrong) recordRefusal(known, place)
        return person
      }
      attempts.succeed(name, place.address)
      return beginSession(parts, { person: await renewHash(parts, person, password), place })
    },
    logInSimulated(place) {
      const person = people.findByName(simulated.name) ?? prepareSimulated(parts)
      return beginSession(parts, { person, place })
    },
  }
}

/** With a hash at today's costs. */
async function renewHash({ hash, people }: Parts, person: StoredPerson, password: string) {
  const before = person.password_hash
  if (before === null || !isOutdated(before)) return person
  const password_hash = await hash(password)
  // What somebody changed meanwhile stays.
  const now = people.find(person.id) ?? person
  return now.password_hash === before ? { ...now, password_hash } : now
}

/** Whoever tries the simulated city out; without a password, so that nobody can log in as them. */
const simulated = { name: '模擬職員', display_name: '模擬 太郎', roles }

function prepareSimulated(parts: Parts): StoredPerson {
  const person = preparePerson(parts, simulated)
  if (isRefusal(person)) throw new Error(person.detail)
  return { ...person, password_is_own: true }
}
