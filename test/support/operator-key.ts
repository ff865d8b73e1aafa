import { join } from 'node:path'
import { callAdmin } from '#app/admin/call.ts'
import { operatorPath, type OperatorAnswer } from '#app/admin/operator.ts'

/** Operator's tokens by the origin of their city, for all cities that this process started. */
const keys = new Map<string, string>()
const keysByFolder = new Map<string, string>()

const tokenOf = (text: string) => /#token=([\w-]+)/.exec(text)?.[1]

/** Says whose token `ask` shall send to a city. */
export function rememberKey(url: string, token: string): void {
  keys.set(new URL(url).origin, token)
}

/**
 * Takes the token that a city of its own process printed at its first start; one that started
 * before keeps it, and one whose link nobody here has seen is asked for a new one.
 */
export async function learnKey(city: {
  url: string
  folder: string
  output: string
}): Promise<void> {
  const { url, folder, output } = city
  const known = tokenOf(output) ?? keysByFolder.get(folder)
  const token = known ?? (await renewKey(folder))
  if (token === undefined) return
  keysByFolder.set(folder, token)
  rememberKey(url, token)
}

async function renewKey(folder: string): Promise<string | undefined> {
  const { link } = await callAdmin<OperatorAnswer>(join(folder, 'admin.sock'), {}, operatorPath)
  return tokenOf(link)
}

/** The operator's token of a city that this process started, for another process. */
export const findKey = (url: string): string | undefined => keys.get(new URL(url).origin)

/** The header of the operator of a city that this process started; none for any other. */
export function keyHeaders(url: string): Record<string, string> {
  const token = findKey(url)
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

/** `fetch`, by the operator of the city unless the request says who it is. */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers({
    ...keyHeaders(url),
    ...Object.fromEntries(new Headers(init.headers)),
  })
  return fetch(url, { ...init, headers })
}
