import type { Device, Uplink } from '#domain/devices/device.ts'
import { describing, readAddress, required, requiredNumber, textOf, type Values } from './values.ts'
import { UsageError } from '../terminal/usage-error.ts'
import type { GaugeReference } from '#domain/wire/device.ts'

const overBridge = describing.slice(describing.indexOf('source'))
const ofGauge = describing.slice(describing.indexOf('datum'))

const firstOf = (values: Values, names: typeof describing) =>
  names.find((name) => values[name] !== undefined)

function describeUplink(values: Values): Uplink | undefined {
  const given = firstOf(values, overBridge)
  if (!given) return undefined
  if (values.source === undefined)
    throw new UsageError({
      ja: `--${given} には --source も必要です。`,
      en: `--${given} needs --source`,
    })
  const uplink = {
    source: required(values, 'source'),
    address: readAddress(values),
    profile: required(values, 'profile'),
  }
  if (values['mounting-height'] === undefined) return uplink
  const mounting_height_m = requiredNumber(values, 'mounting-height')
  const datum = textOf(values, 'datum') as GaugeReference['datum'] | undefined
  return { ...uplink, settings: { mounting_height_m, ...(datum && { datum }) } }
}

function describeGauge(values: Values): GaugeReference | undefined {
  if (!firstOf(values, ofGauge)) return undefined
  const water = required(values, 'water-body')
  return {
    // The registry refuses other words.
    datum: required(values, 'datum') as GaugeReference['datum'],
    zero_height_m: requiredNumber(values, 'zero-height'),
    zero_height_epoch: null,
    water_body: { ja: water, en: water },
  }
}

/** The device that the options describe; the registry judges it as a whole. */
export function describeDevice(values: Values): Device {
  const name = required(values, 'name')
  const isPlaced = values.lat !== undefined || values.lon !== undefined
  const uplink = describeUplink(values)
  const gauge = describeGauge(values)
  return {
    id: required(values, 'id'),
    kind: required(values, 'kind'),
    name: { ja: name, en: textOf(values, 'name-en') ?? name },
    origin: 'field',
    // The registry refuses other words.
    role: (textOf(values, 'role') ?? 'sensor') as Device['role'],
    position: isPlaced
      ? { lat: requiredNumber(values, 'lat'), lon: requiredNumber(values, 'lon') }
      : null,
    ...(gauge && { gauge }),
    ...(values['normally-flat'] === true && { normally_flat: true }),
    out_of_service: false,
    ...(uplink && { uplink }),
  }
}
