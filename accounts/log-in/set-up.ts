import { roles } from '#domain/access/roles.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { createSecret, hashSecret, sameHash } from '#store/registry/secret.ts'
import type { Accounts } from '../accounts.ts'
import type { NewAct, Parts } from '../parts.ts'
import { hashFor, preparePerson } from '../people/change-people.ts'
import { auditedPerson } from '../people/people.ts'
import { actorOf, beginSession } from './begin-session.ts'
import { throttled } from './check-password.ts'

const setUpWrong: Refusal = {
  code: 'setup_wrong',
  detail:
    'この初期設定リンクは使えません。サーバーの画面に表示された新しいリンクを開いてください / ' +
    'This set-up link does not work: open the newest one that the server printed',
}

/** What tries are counted under; no name folds to it. */
const setUpName = ' set-up'

/** The first person, by a link that holds for this process and while there is nobody. */
export function createSetUp(parts: Parts): Pick<Accounts, 'setUpToken' | 'setUp'> {
  const { people, attempts } = parts
  const secret = createSecret()
  const mayBeSetUp = () => people.count() === 0
  const isRight = (token: string) => mayBeSetUp() && sameHash(hashSecret(token), hashSecret(secret))

  return {
    setUpToken: () => (mayBeSetUp() ? secret : null),
    async setUp(token, wanted, place) {
      const waitMs = attempts.take(setUpName, place.address)
      if (waitMs > 0) return throttled(waitMs)
      if (!isRight(token)) return setUpWrong
      attempts.succeed(setUpName, place.address)
      const checked = preparePerson(parts, { ...wanted, roles })
      if (isRefusal(checked)) return checked
      const password_hash = await hashFor(parts, checked, wanted.password)
      if (typeof password_hash !== 'string') return password_hash
      // Two may have it open: the first one is in.
      if (!isRight(token)) return setUpWrong
      const person = { ...checked, password_hash, password_is_own: true }
      const done: NewAct = {
        act: 'set_up',
        by: actorOf(person, place),
        subject: { id: person.id, name: person.name },
        before: null,
        after: auditedPerson(person),
      }
      attempts.know(person.name, place.address)
      return beginSession(parts, { person, place, acts: [done] })
    },
  }
}
