import { isInBox, type Box } from '#domain/city/geometry/box.ts'
import type { Device } from '#domain/devices/device.ts'
import { listNumericFields } from '#domain/kinds/numeric-fields.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Refusal } from '#domain/words/refusal.ts'

/** Japan with its islands: outside it lat and lon are mixed up, or a digit is wrong. */
const japan: Box = [122, 20, 154, 46]

const invalid = (detail: string): Refusal => ({ code: 'device_invalid', detail })

/** What is wrong with a device for its kind, and for Japan; the rest the registry knows. */
export function refuseForKind(device: Device, kind: Kind): Refusal | undefined {
  return refusePosition(device) ?? refuseIntervals(device, kind) ?? refuseGuards(device, kind)
}

function refusePosition({ position }: Device): Refusal | undefined {
  if (!position) return undefined
  const { lat, lon } = position
  if (lat === 0 && lon === 0) {
    return { code: 'position_zero', detail: 'position: lat 0 and lon 0 is no place of a city' }
  }
  return isInBox(japan, [lon, lat])
    ? undefined
    : invalid(`position: ${lat}, ${lon} is outside Japan (lat, lon)`)
}

function refuseIntervals({ every_ms }: Device, { reporting }: Kind): Refusal | undefined {
  const known = Object.keys(reporting.everyMs)
  const unknown = Object.keys(every_ms ?? {}).find((mode) => !known.includes(mode))
  return unknown === undefined
    ? undefined
    : invalid(`every_ms: "${unknown}" is none of ${known.join(', ')}`)
}

function refuseGuards({ guards }: Device, kind: Kind): Refusal | undefined {
  const fields = new Map(listNumericFields(kind).map((one) => [one.field, one]))
  for (const [field, { min = -Infinity, max = Infinity }] of Object.entries(guards ?? {})) {
    const known = fields.get(field)
    if (!known) return invalid(`guards: "${field}" is none of ${[...fields.keys()].join(', ')}`)
    if (min >= max) return invalid(`guards: ${field}: min is not below max`)
    if (Math.min(max, Number.MAX_VALUE) < known.min || min > known.max) {
      return invalid(
        `guards: ${field}: outside what the sensor says (${known.min} to ${known.max})`,
      )
    }
  }
  return undefined
}
