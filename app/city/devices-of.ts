import type { CityFolder } from '#domain/city/folder/city-folder.ts'
import type { Device } from '#domain/devices/device.ts'

/** The devices of a folder that a city begins with: what is simulated never reaches the live city. */
export const devicesOf = ({ devices }: Pick<CityFolder, 'devices'>, isDemo: boolean): Device[] =>
  devices.filter(({ origin }) => isDemo || origin === 'field')
