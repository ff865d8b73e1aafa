import { growBox } from '#domain/city/geometry/box.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Inventory } from '#inventory/inventory.ts'
import { openInventory } from '#inventory/open.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'
import { makeFile, stillClock } from '#test/accounts/open-test-accounts.ts'
import { timeZone } from './people-and-gauge.ts'

export const day = 86_400_000
/** The box of Inashiki with its surroundings. */
const box = growBox([140.25, 35.84, 140.52, 36.02], 10_000)

export interface TestInventory extends ReturnType<typeof stillClock> {
  file: string
  registry: Registry
  inventory: Inventory
  /** Closes it and opens it again on the same file. */
  reopen(): void
}

/** The real inventory on a registry's file, with a clock that a test moves. */
export function openTestInventory(file = makeFile()): TestInventory {
  const time = stillClock()
  const { clock } = time
  const open = () => {
    const registry = openRegistry({ file, clock })
    return { registry, inventory: openInventory({ registry, clock, kinds, timeZone, box }) }
  }
  const opened: TestInventory = {
    ...time,
    file,
    ...open(),
    reopen() {
      opened.inventory.close()
      opened.registry.close()
      Object.assign(opened, open())
    },
  }
  return opened
}
