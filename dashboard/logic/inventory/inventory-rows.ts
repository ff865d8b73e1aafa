import { listThresholds } from '#domain/alarms/levels.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { Trouble } from '../device/trouble.ts'
import { formatNumber } from '../value/figure.ts'

/** A line of the list: a device as it is registered, and how it fares. */
export interface InventoryRow {
  item: InventoryItem
  /** Undefined where it reports as it should, and where nothing is expected of it. */
  trouble: Trouble | undefined
  /** Name of its kind, in the language of the page. */
  kindTitle: string
  /** Name in the language of the page. */
  name: string
}

export interface InventoryFilter {
  text: string
  kinds: readonly string[]
  onlyTrouble: boolean
}

// NFKC makes full-width letters and digits find their half-width twins and the other way round.
const fold = (text: string) => text.normalize('NFKC').toLowerCase().trim()

/** True where somebody who looks after devices has to do something: it is silent, or cannot sign in. */
export const isTroubled = ({ item, trouble }: InventoryRow): boolean =>
  item.retired === null && (trouble !== undefined || !canSignIn(item))

/** A device behind a bridge needs no token of its own. */
export const canSignIn = ({ credential, uplink }: InventoryItem): boolean =>
  credential.state === 'active' || uplink !== null

export function filterRows(
  rows: readonly InventoryRow[],
  { text, kinds, onlyTrouble }: InventoryFilter,
): InventoryRow[] {
  const wanted = fold(text)
  return rows.filter((row) => {
    const { item, kindTitle } = row
    if (kinds.length > 0 && !kinds.includes(item.kind)) return false
    if (onlyTrouble && !isTroubled(row)) return false
    if (wanted === '') return true
    const water = item.gauge?.water_body
    const texts = [item.id, item.name.ja, item.name.en, kindTitle, water?.ja, water?.en]
    return texts.some((part) => part !== undefined && fold(part).includes(wanted))
  })
}

/** By name, then id; retired ones last. */
export function sortRows(rows: readonly InventoryRow[], language: string): InventoryRow[] {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const rank = ({ item }: InventoryRow) => Number(item.retired !== null)
  return rows.toSorted(
    (a, b) => rank(a) - rank(b) || compare(a.name, b.name) || (a.item.id < b.item.id ? -1 : 1),
  )
}

/** `1.50 / 2.00 / – / 3.10`: what a gauge has of its five levels, lowest first, in two decimals. */
export function shortThresholds({ thresholds }: InventoryItem): string {
  if (!thresholds) return ''
  return listThresholds(thresholds)
    .map(({ value }) => formatNumber(value, 2))
    .join(' / ')
}
