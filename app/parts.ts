import type { Accounts } from '#accounts/accounts.ts'
import type { Archive } from '#archive/follow/archive.ts'
import type { Heart } from '#heart/heart.ts'
import type { Inventory } from '#inventory/inventory.ts'
import type { AuditLog } from '#store/audit/open.ts'
import type { DataFolder } from '#store/data-folder.ts'
import type { Registry } from '#store/registry/registry.ts'
import type { Store } from '#store/store.ts'
import type { LoadedCity } from './city/load-city.ts'
import type { Closing } from './closing.ts'
import type { Pulse } from './pulse/create-pulse.ts'

/** Everything that holds data, and what follows it. */
export interface Core {
  folder: DataFolder
  audit: AuditLog
  registry: Registry
  inventory: Inventory
  accounts: Accounts
  store: Store
  ingest: Heart
  archive: Archive | undefined
  /** The store with what only the archive still has. */
  history: Store
  selfCheck: Pulse
}

/** What is there when the doors are opened. */
export interface Parts {
  city: LoadedCity
  core: Core
  closing: Closing
}
