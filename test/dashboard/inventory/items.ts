import type { InventoryItem } from '#domain/wire/inventory.ts'

/** A gauge as those see it who look after it. */
export function item(more: Partial<InventoryItem> = {}): InventoryItem {
  return {
    id: 'tide-1',
    kind: 'tide',
    name: { ja: '港', en: 'Harbour' },
    origin: 'field',
    role: 'sensor',
    position: { lat: 35.9, lon: 140.3 },
    every_ms: null,
    thresholds: null,
    gauge: null,
    normally_flat: false,
    guards: null,
    facts: null,
    camera_url: null,
    note: null,
    out_of_service: false,
    service: null,
    retired: null,
    uplink: null,
    credential: { state: 'active', issued_ts: 1, revoked_ts: null },
    version: 'a',
    changed: null,
    planned: [],
    ...more,
  }
}
