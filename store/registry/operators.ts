import type { Clock } from '#domain/operation/clock.ts'
import type { Registry } from './registry.ts'
import { createSecret, hashSecret, sameHash } from './secret.ts'
import type { openTables } from './tables.ts'

// One operator token an instance for now; the table already has a name for each.
const operatorName = 'operator'

type OperatorPart = Pick<Registry, 'hasOperator' | 'createOperatorToken' | 'verifyOperator'>

/** The operator's part of the registry: one token, stored as its hash. */
export function createOperators(tables: ReturnType<typeof openTables>, clock: Clock): OperatorPart {
  const hashes = new Map(tables.listOperators().map((row) => [row.name, row.secret_hash]))
  return {
    hasOperator: () => hashes.size > 0,
    createOperatorToken() {
      const token = createSecret()
      const hash = hashSecret(token)
      tables.putOperator(operatorName, hash, clock.now())
      hashes.set(operatorName, hash)
      return token
    },
    verifyOperator(token) {
      const hash = hashSecret(token)
      return [...hashes.values()].some((known) => sameHash(known, hash))
    },
  }
}
