import { goOn, lostPerson, waitUntilIn } from './lost-person.ts'
import { loadReader, reader } from './reader.ts'
import { onSessionEnded, send } from './request.ts'

/** What a request does that the server refused for want of a session: it waits for the next one. */
async function regain(): Promise<boolean> {
  const person = reader.peek()?.person
  if (!person?.has_password) return false
  await loadReader()
  if (lostPerson.peek() === null) return false
  await waitUntilIn()
  return true
}

/** From now on a request that finds its session ended is sent again once somebody is in again. */
export const startRegaining = (): void => onSessionEnded(regain)

/**
 * Logs in over the page, which keeps what was typed. Resolves with whether their password must be
 * changed before it goes on. Rejects with `RequestError` where it is the wrong one.
 */
export async function logInAgain(name: string, password: string): Promise<void> {
  await send('POST', '/v1/session', { name, password })
  await comeBack()
}

/** After a log-in, and after a new password: the page goes on where the person may do so. */
export async function comeBack(): Promise<void> {
  const lost = lostPerson.peek()
  await loadReader()
  const person = reader.peek()?.person
  // Nothing that one person typed is for another.
  if (person?.id !== lost?.id) location.reload()
  else if (person && !person.password_to_change) goOn()
}
