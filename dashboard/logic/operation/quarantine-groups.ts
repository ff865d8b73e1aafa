import type { QuarantineResource } from '#domain/wire/quarantine.ts'

/** The same mistake of the same device, however often it was made. */
export interface QuarantineGroup {
  newest: QuarantineResource
  count: number
}

/**
 * Newest first. A device that repeats one mistake every minute takes one line, and does not push
 * the others off the page.
 */
export function groupQuarantine(items: readonly QuarantineResource[]): QuarantineGroup[] {
  const groups = new Map<string, QuarantineGroup>()
  for (const item of items) {
    // Unregistered devices have no id; their address keeps them apart.
    const who = item.device || `${item.uplink?.source} ${item.uplink?.address}`
    const key = `${who}/${item.channel}/${item.code}`
    const group = groups.get(key)
    if (group) group.count += 1
    else groups.set(key, { newest: item, count: 1 })
  }
  return [...groups.values()]
}
