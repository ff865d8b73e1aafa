import type { Actor } from '#domain/access/act.ts'
import type { BegunSession, Place } from '../accounts.ts'
import type { NewAct, Parts } from '../parts.ts'
import { toRow, type StoredPerson } from '../people/people.ts'

/** Begins a session in one transaction with whatever else the log-in changes, and its entries. */
export function beginSession(
  { sessions, people, record }: Parts,
  { person, place, acts = [] }: { person: StoredPerson; place: Place; acts?: readonly NewAct[] },
): BegunSession {
  const session = sessions.prepare(person.id, place)
  const by = actorOf(person, place)
  record(
    (change) => {
      change.putPerson(toRow(person))
      change.putSession(session.row)
      for (const id of session.ended) change.endSession(id)
    },
    ...acts,
    { act: 'logged_in', by, subject: null, before: null, after: null },
  )
  people.put(person)
  session.commit()
  return { token: session.token, id: session.id }
}

/** Somebody who acts for the first time, or logs in. */
export const actorOf = ({ id, name }: StoredPerson, { address }: Place): Actor => ({
  sort: 'person',
  id,
  name,
  address,
})
