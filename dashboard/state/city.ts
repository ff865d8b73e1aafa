import { computed, signal } from '@preact/signals'
import type { CityResource, KindResource } from '#domain/resources.ts'

/** What the map is drawn from; null until loaded. Written by `load-city.ts` only. */
export const city = signal<CityResource | null>(null)

export const kinds = signal<readonly KindResource[]>([])

const kindsById = computed(() => new Map(kinds.value.map((kind) => [kind.id, kind])))

export function findKind(id: string): KindResource | undefined {
  return kindsById.value.get(id)
}
