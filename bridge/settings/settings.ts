import type { Dialect } from '../dialects/dialect.ts'
import type { FarTarget } from '../far/session.ts'

/** One source of the bridge file, ready to be connected. */
export interface BridgeSource {
  id: string
  dialectName: string
  dialect: Dialect
  uncommittedMax: number
  connections: readonly FarTarget[]
}
