import type { Device } from '#domain/devices/device.ts'
import type { Log } from '#domain/operation/log.ts'
import type { Inventory } from '#inventory/inventory.ts'
import { compareFolder } from '#inventory/take-over/compare.ts'

/** Enough to know which ones; the command lists all. */
const namedMax = 5

/** One line where the folder says something else than the registry, which goes on to hold. */
export function tellDifferences(log: Log, inventory: Inventory, devices: readonly Device[]): void {
  const different = compareFolder(inventory, devices)
  if (different.length === 0) return
  const named = different.slice(0, namedMax).map(({ wanted }) => wanted.id)
  const more = different.length > namedMax ? ' …' : ''
  log(
    'warn',
    `devices.json と登録内容が違う機器が${different.length}台あります（登録内容が有効です）。` +
      '違いを見るには npm run city -- apply --dry-run ' +
      'devices.json differs from the registry, which holds: npm run city -- apply --dry-run tells how',
    { devices: `${named.join(', ')}${more}` },
  )
}
