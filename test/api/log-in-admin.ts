import { isRefusal } from '#domain/words/refusal.ts'
import type { TestCity } from './start-test-city.ts'

/** The cookie of somebody with all roles, by plain http on this machine. */
export async function logInAdmin({ accounts }: TestCity): Promise<string> {
  const person = { name: 'sato', display_name: '佐藤', password: 'kawa no mizu ga 3 m made' }
  const place = { address: '127.0.0.1', agent: 'test' }
  const begun = await accounts.setUp(accounts.setUpToken() ?? '', person, place)
  if (isRefusal(begun)) throw new Error(begun.detail)
  return `machimori=${begun.token}`
}
