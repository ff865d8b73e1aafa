import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { foldPassword } from './refuse-weak.ts'

/** Costs of argon2id. */
interface Costs {
  memoryKib: number
  passes: number
  lanes: number
}

/** OWASP Password Storage Cheat Sheet: 19 MiB and two passes; one processor for 30 to 100 ms. */
const today: Costs = { memoryKib: 19_456, passes: 2, lanes: 1 }

const saltBytes = 16
const tagBytes = 32

// PHC string format, as every other program writes it.
const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([\w+/-]{22})\$([\w+/-]{43})$/

const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
const prefixOf = ({ memoryKib, passes, lanes }: Costs) =>
  `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$`

function derive(password: string, salt: Buffer, costs: Costs): Promise<Buffer> {
  const parameters = {
    message: foldPassword(password),
    nonce: salt,
    parallelism: costs.lanes,
    tagLength: tagBytes,
    memory: costs.memoryKib,
    passes: costs.passes,
  }
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)))
  })
}

/** The hash of a new password, with its costs and salt in it. Runs beside the event loop. */
export async function hashPassword(password: string, costs = today): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive(password, salt, costs)
  return `${prefixOf(costs)}${encode(salt)}$${encode(tag)}`
}

/** True for the password of a hash, at the costs that the hash names. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, memoryKib, passes, lanes, salt = '', tag = ''] = form.exec(stored) ?? []
  if (memoryKib === undefined) return false
  const costs = { memoryKib: Number(memoryKib), passes: Number(passes), lanes: Number(lanes) }
  const found = await derive(password, Buffer.from(salt, 'base64'), costs)
  return timingSafeEqual(found, Buffer.from(tag, 'base64'))
}

/** True where a hash was made at other costs than those of today. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(prefixOf(today))

/** Nobody's: what a log-in without a person is compared with, so that it takes as long. */
export const nobodysHash = `${prefixOf(today)}${encode(Buffer.alloc(saltBytes))}$${encode(Buffer.alloc(tagBytes))}`
