import { computed, signal } from '@preact/signals'
import type { Labels } from '#domain/words/labels.ts'
import type { CityResource } from '#domain/wire/city.ts'
import type { KindResource } from '#domain/wire/kind.ts'

/** What the map is drawn from; null until loaded. Written by `load-city.ts` only. */
export const city = signal<CityResource | null>(null)

export const kinds = signal<readonly KindResource[]>([])

const kindsById = computed(() => new Map(kinds.value.map((kind) => [kind.id, kind])))

export function findKind(id: string): KindResource | undefined {
  return kindsById.value.get(id)
}

/** Names of what the city folder's zones hold, by id: stops, above all. */
const zoneNames = computed(() => {
  const features = city.value?.zones?.features ?? []
  return new Map(features.map(({ id, properties }) => [id, properties?.['name'] as Labels]))
})

/** The name of a stop or zone that a device calls by its id; undefined for any other text. */
export function findZoneName(id: string): Labels | undefined {
  return zoneNames.value.get(id)
}
