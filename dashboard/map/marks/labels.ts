import { computed } from '@preact/signals'
import type { CityDevice } from '../../logic/device/city-device.ts'
import { shownReading } from '../../logic/device/shown-reading.ts'
import { shortenName } from '../../logic/device/shorten-name.ts'
import type { Standing } from '../../logic/device/standing.ts'
import { isBlind, troubleOf } from '../../logic/device/trouble.ts'
import { shortenNames } from '../../logic/map/short-names.ts'
import { textWidth } from '../../logic/map/text-width.ts'
import { headlineFigure } from '../../logic/value/figure.ts'
import { findKind } from '../../state/city.ts'
import { fleet } from '../../state/fleet.ts'
import { textOf } from '../../state/preferences.ts'

/** As in the style sheet, pixels at 16 px per rem. */
const fontSize = 13
const padding = 14

const shortNames = computed(() =>
  shortenNames(fleet.value.map(({ device }) => textOf(device.peek().name))),
)

/** The name of a device as the map prints it. */
export function mapName({ name }: CityDevice): string {
  return shortenName(shortNames.value.get(textOf(name)) ?? textOf(name))
}

/** Its figure with unit, where it is of the present; a past one would look like now. */
export function mapFigure(device: CityDevice, standing: Standing): string {
  if (isBlind(troubleOf(standing))) return ''
  const kind = findKind(device.kind)
  const figure = headlineFigure(kind, shownReading(device, kind, standing), textOf)
  return `${figure?.text ?? ''} ${figure?.unit ?? ''}`.trim()
}

/**
 * What may stand beside a mark, the most telling first. What has levels keeps its name when nothing
 * is wrong, too: an officer looks for a gauge by its name.
 */
export function labelsOf(device: CityDevice, standing: Standing): string[] {
  const figure = mapFigure(device, standing)
  const hasLevels = Boolean(findKind(device.kind)?.level_field)
  const name = hasLevels ? mapName(device) : ''
  return [...new Set([`${name} ${figure}`.trim(), figure])].filter((text) => text !== '')
}

/** Width of a label on the map, pixels at 16 px per rem. */
export const labelWidth = (text: string): number => textWidth(text) * fontSize + padding
/** Its height with a little air, pixels at 16 px per rem. */
export const labelHeight = 20
