/** A value in one unit as a number of another: `scale * value + offset`. */
interface Conversion {
  scale: number
  offset?: number
}

/** The slips that happen: a prefix too many, feet for metres, Fahrenheit for Celsius. */
const conversions: Readonly<Record<string, Readonly<Record<string, Conversion>>>> = {
  m: { cm: { scale: 100 }, mm: { scale: 1000 }, ft: { scale: 1 / 0.3048 } },
  cm: { m: { scale: 0.01 }, mm: { scale: 10 }, in: { scale: 1 / 2.54 } },
  mm: { cm: { scale: 0.1 }, m: { scale: 0.001 }, in: { scale: 1 / 25.4 } },
  '℃': { '℉': { scale: 1.8, offset: 32 }, K: { scale: 1, offset: 273.15 } },
  V: { mV: { scale: 1000 } },
  '%': { share: { scale: 0.01 } },
  'm/s': { 'km/h': { scale: 3.6 }, kn: { scale: 1 / 0.514444 } },
  'mS/cm': { 'µS/cm': { scale: 1000 }, 'S/m': { scale: 0.1 } },
  'W/m²': { 'kW/m²': { scale: 0.001 } },
}

/** Units that a value may be sent in by mistake. */
export function unitsFor(unit: string): string[] {
  return Object.keys(conversions[unit] ?? {})
}

/** The number that a device sends which writes `value` in another unit. Throws for one that cannot be. */
export function convertUnit(value: number, unit: { is: string; sentAs: string }): number {
  const conversion = conversions[unit.is]?.[unit.sentAs]
  if (!conversion) throw new Error(`${unit.is} is never sent as ${unit.sentAs}`)
  return value * conversion.scale + (conversion.offset ?? 0)
}
