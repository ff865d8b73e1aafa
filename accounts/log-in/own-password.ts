import { isRefusal } from '#domain/words/refusal.ts'
import type { Accounts } from '../accounts.ts'
import type { Parts } from '../parts.ts'
import { hashFor } from '../people/change-people.ts'
import { describePerson, toRow } from '../people/people.ts'
import { checkPassword, throttled, wrong } from './check-password.ts'

/** A new password by its owner, who shows the one until now; their other sessions end. */
export function createOwnPassword(parts: Parts): Pick<Accounts, 'changeOwnPassword'> {
  const { people, sessions, attempts } = parts
  return {
    async changeOwnPassword(own, { current, next }, by) {
      const known = people.find(own.person)
      if (!known) return wrong
      const waitMs = attempts.take(known.name, by.address)
      if (waitMs > 0) return throttled(waitMs)
      const person = await checkPassword(parts, known, current)
      if (isRefusal(person)) return person
      attempts.succeed(known.name, by.address)
      const password_hash = await hashFor(parts, person, next)
      if (typeof password_hash !== 'string') return password_hash
      const before = people.find(person.id) ?? person
      if (before.password_hash !== person.password_hash) return wrong
      const after = { ...before, password_hash, password_is_own: true }
      const others = sessions.list(person.id).filter(({ id }) => id !== own.session)
      const subject = { id: person.id, name: person.name }
      parts.record(
        (change) => {
          change.putPerson(toRow(after))
          for (const { id } of others) change.endSession(id)
        },
        { act: 'password_changed', by, subject, before: null, after: null },
      )
      people.put(after)
      for (const { id } of others) sessions.drop(id)
      parts.tellEnded()
      return describePerson(after)
    },
  }
}
