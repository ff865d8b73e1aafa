import type { CityDevice } from './city-device.ts'
import type { Standing } from './standing.ts'

/** True where only one doubtful value speaks for the level that is shown. */
export const isUnconfirmed = (
  { confirmed }: Pick<CityDevice, 'confirmed'>,
  { level }: Pick<Standing, 'level'>,
): boolean => !confirmed && level !== null && level > 0
