import { lazyPart } from '../frame/lazy-part.tsx'

const map = lazyPart(async () => (await import('./city-map.tsx')).CityMap)

/** The map, which comes after the alarms and the list: it is their picture. */
export const LazyMap = map.Part

// With the code of the page, not after its data.
map.loadAhead()
