/** What kinds of quantity there are; only units of the same one convert. */
type Dimension =
  | 'length'
  | 'temperature'
  | 'conductivity'
  | 'share'
  | 'voltage'
  | 'time'
  | 'speed'
  | 'angle'
  | 'irradiance'
  | 'pressure'
  | 'power'
  | 'ratio'
  | 'count'

/** A unit: value × `scale` + `offset` gives the dimension's first unit below. */
export interface Unit {
  name: string
  of: Dimension
  scale: number
  offset: number
}

type Line = readonly [scale: number, names: string, offset?: number]

// Names of one unit are separated by spaces. NFKC makes "⁻¹" a "-1", "℃" a "°C", "µ" a "μ".
const table: Readonly<Record<Dimension, readonly Line[]>> = {
  length: [
    [1, 'm'],
    [0.01, 'cm'],
    [0.001, 'mm'],
    [0.3048, 'ft feet'],
    [0.0254, 'in inch inches'],
  ],
  temperature: [
    [1, '°C C degC'],
    [5 / 9, '°F F degF', -160 / 9],
    [1, 'K', -273.15],
  ],
  conductivity: [
    [1, 'mS/cm mScm-1 dS/m dSm-1'],
    [0.001, 'μS/cm μScm-1 uS/cm'],
    [10, 'S/m Sm-1'],
    [0.01, 'mS/m mSm-1'],
  ],
  share: [
    [1, '% %RH %VWC'],
    [100, 'm3/m3 m3m-3 1'],
  ],
  voltage: [
    [1, 'V'],
    [0.001, 'mV'],
  ],
  time: [
    [1, 's sec seconds'],
    [0.001, 'ms'],
    [60, 'min minutes'],
    [3600, 'h hours'],
  ],
  speed: [
    [1, 'm/s ms-1'],
    [1 / 3.6, 'km/h kmh-1 kmph'],
    [1852 / 3600, 'kn kt knots'],
    [0.44704, 'mph'],
  ],
  angle: [[1, '° deg degrees']],
  irradiance: [
    [1, 'W/m2 Wm-2'],
    [1000, 'kW/m2 kWm-2'],
  ],
  pressure: [
    [1, 'Pa'],
    [100, 'hPa mbar'],
    [1000, 'kPa'],
    [100_000, 'bar'],
    [6894.757293168361, 'psi'],
  ],
  power: [[1, 'dBm']],
  ratio: [[1, 'dB']],
  // Words of our kinds for things that are counted.
  count: [[1, '台 人']],
}

const normalise = (name: string) =>
  name
    .normalize('NFKC')
    .replaceAll('\u2212', '-')
    .replaceAll(/[\s\u22c5\u00b7]/gu, '')

const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(table).flatMap(([of, lines]) =>
    lines.flatMap(([scale, names, offset = 0]) => {
      const aliases = names.split(' ')
      const unit: Unit = { name: aliases[0] ?? '', of: of as Dimension, scale, offset }
      return aliases.map((name): [string, Unit] => [normalise(name), unit])
    }),
  ),
)

/** The unit of a name as vendors write it (`µS⋅cm⁻¹`, `℃`, `m³/m³`); case counts: mS is not MS. */
export function findUnit(name: string): Unit | undefined {
  // Most write it as the table does.
  return units.get(name) ?? units.get(normalise(name))
}

/** Weight of a metre of fresh water at standard gravity, Pa: 1000 kg/m³ × 9.80665 m/s². */
const pascalPerMetre = 9806.65

/** Height of the water above a vented probe, metres, from its pressure in `unit`. */
export function pressureToMetres(value: number, unit: Unit): number {
  return (value * unit.scale) / pascalPerMetre
}

/** Takes binary noise away: nine decimals are finer than any sensor. */
const tidy = (value: number) => Number(value.toFixed(9))

/** Converts between units of one dimension; a value in the wanted unit stays as it is, exactly. */
export function convert(value: number, from: Unit, to: Unit): number {
  if (from.of !== to.of) throw new Error(`${from.name} is no unit of ${to.of}`)
  if (from === to) return value
  return tidy((value * from.scale + from.offset - to.offset) / to.scale)
}

/** Adds without binary noise, for heights. */
export const addMetres = (left: number, right: number): number => tidy(left + right)
