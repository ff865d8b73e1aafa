import type { Accounts } from '#accounts/accounts.ts'
import type { City } from '#domain/wire/city.ts'
import type { Broker } from '#broker/broker.ts'
import type { Bridge } from '#bridge/bridge.ts'
import type { Heart } from '#heart/heart.ts'
import type { Inventory } from '#inventory/inventory.ts'
import type { Registry } from '#store/registry/registry.ts'
import type { Store } from '#store/store.ts'

/** A city that takes readings and shows them, until it is closed. */
export interface RunningCity {
  name: City['name']
  url: string
  mqttUrl: string
  mqttsUrl: string | null
  dataFolder: string
  /** Only at the very first start: the operator's secret, shown this once. */
  operatorToken: string | null
  /** Only while no person exists in a real city: makes the first one. Ends with this process. */
  setUpToken: string | null
  registry: Registry
  inventory: Inventory
  accounts: Accounts
  ingest: Heart
  store: Store
  broker: Broker
  bridge: Bridge
  close(): Promise<void>
}
