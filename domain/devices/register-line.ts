/** A device behind a bridge, as far as it is known. */
export interface Stranger {
  source?: string | null | undefined
  address: string
}

const quote = (word: string) =>
  /^[\w.:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

const add = 'npm run device -- add'

/** The command that registers a device of a bridge, with capitals where a person has to decide. */
export function registerUplinkLine({ source, address }: Stranger): string {
  const from = `--source ${source ? quote(source) : 'SOURCE'} --address ${quote(address)}`
  return `${add} --id ID --kind KIND --name NAME ${from} --profile PROFILE`
}

/** The same for a device that sends by itself. */
export const registerLine = (id: string): string =>
  `${add} --id ${quote(id)} --kind KIND --name NAME`
