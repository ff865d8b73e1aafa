import { readFile } from 'node:fs/promises'

/**
 * Reads the tokens of the simulated devices, `{ "<device id>": "<token>" }`. Throws with a hint if
 * the file is not there: the server writes it when it starts as a demo.
 */
export async function loadCredentials(file: string): Promise<Map<string, string>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw new Error(`Cannot read ${file}. Is a city running (npm start)? It writes this file.`, {
      cause,
    })
  }
  const parsed: unknown = JSON.parse(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error(`${file} must be an object of device ids and tokens`)
  }
  const tokens = Object.entries(parsed)
  return new Map(tokens.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
