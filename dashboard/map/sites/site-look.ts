import { isForFloods } from '#domain/city/city.ts'
import type { Facility } from '#domain/wire/city.ts'

/** A house in a 24 × 24 box: no other mark of the map has its outline. */
export const housePath = 'M12 2 22 11H19.5V21.5H4.5V11H2Z'

/** In a flood the difference decides: some sites are for earthquakes or landslides alone. */
export type SiteLook = 'floods' | 'no-floods'

export const siteLookOf = (site: Facility): SiteLook => (isForFloods(site) ? 'floods' : 'no-floods')

/** Evacuation sites; other facilities are small rings. */
export const isSite = ({ type }: Facility): boolean => type === 'evacuation_site'
