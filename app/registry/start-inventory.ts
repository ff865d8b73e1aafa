import { previewThresholds } from '#alarms/preview/preview-thresholds.ts'
import { growBox, type Box } from '#domain/city/geometry/box.ts'
import type { City } from '#domain/wire/city.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { Log } from '#domain/operation/log.ts'
import type { ThresholdsPreview, ThresholdsRequest } from '#domain/wire/inventory.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Inventory } from '#inventory/inventory.ts'
import { openInventory } from '#inventory/open.ts'
import type { Registry } from '#store/registry/registry.ts'
import type { Store } from '#store/store.ts'
import type { Closing } from '../closing.ts'

/** Planned settings take effect within a second of their midnight. */
const dueEveryMs = 1_000
/** A gauge upstream may stand well outside the city; further away its position is doubted. */
const areaMarginM = 10_000

/** The city with its surroundings: what lies further away is warned of. */
export const areaOf = ({ bbox }: Pick<City, 'bbox'>): Box => growBox(bbox, areaMarginM)

/** Opens the inventory, and lets happen from now on what was set to happen at a time. */
export function startInventory(options: {
  registry: Registry
  clock: Clock
  kinds: readonly Kind[]
  city: City
  log: Log
  closing: Closing
}): Inventory {
  const { city, log, closing, ...parts } = options
  const inventory = openInventory({ ...parts, timeZone: city.time_zone, box: areaOf(city) })
  const applyDue = () => {
    try {
      const devices = inventory.applyDue()
      if (devices > 0) log('warn', 'Planned settings of devices took effect', { devices })
    } catch (error) {
      log('error', 'A planned setting could not take effect; it is tried again', { error })
    }
  }
  // Before anybody reads a level: the city may have been down over a midnight.
  applyDue()
  const timer = setInterval(applyDue, dueEveryMs).unref()
  closing.add('inventory', () => {
    clearInterval(timer)
    inventory.close()
  })
  return inventory
}

/** What other thresholds would have raised, for whoever is about to set them. */
export const createPreview =
  (parts: {
    inventory: Inventory
    registry: Registry
    history: Store
    kinds: readonly Kind[]
    clock: Clock
  }) =>
  async (id: string, given: ThresholdsRequest): Promise<ThresholdsPreview | Refusal> => {
    const { inventory, registry, history, kinds, clock } = parts
    const tried = inventory.tryThresholds(id, given)
    if (isRefusal(tried)) return tried
    const present = registry.find(id) ?? tried
    return previewThresholds({ store: history, kinds, clock }, { present, given: tried })
  }
