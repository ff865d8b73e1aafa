import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { convert, findUnit, pressureToMetres, type Unit } from '#domain/devices/profiles/units.ts'

function unit(name: string): Unit {
  const found = findUnit(name)
  if (!found) throw new Error(`"${name}" is no unit`)
  return found
}

const dimensions = [
  ['m', 'cm', 'mm', 'ft', 'in'],
  ['°C', '°F', 'K'],
  ['mS/cm', 'µS/cm', 'dS/m', 'S/m', 'mS/m'],
  ['%', 'm³/m³'],
  ['V', 'mV'],
  ['s', 'ms', 'min', 'h'],
  ['m/s', 'km/h', 'kn', 'mph'],
  ['Pa', 'hPa', 'kPa', 'bar', 'psi'],
]
const pairs = fc
  .constantFrom(...dimensions)
  .chain((names) => fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)))
const measured = fc.double({ min: -1e6, max: 1e6, noNaN: true })

describe('units', () => {
  it.each([
    [1211, 'mm', 'm', 1.211],
    [49, 'cm', 'm', 0.49],
    [5.81, 'ft', 'm', 1.770888],
    [10, 'in', 'cm', 25.4],
    [28_200, 'µS/cm', 'mS/cm', 28.2],
    [0.5, 'S/m', 'mS/cm', 5],
    [1.5, 'dS/m', 'mS/cm', 1.5],
    [68, '°F', '°C', 20],
    [-40, '°F', '°C', -40],
    [293.15, 'K', '°C', 20],
    [0.33, 'm³⋅m⁻³', '%', 33],
    [3605, 'mV', 'V', 3.605],
    [36, 'km/h', 'm/s', 10],
    [10, 'min', 's', 600],
  ])('%d %s is in %s %d', (value, from, ...[to, wanted]) => {
    expect(convert(value, unit(from), unit(to))).toBe(wanted)
  })

  it.each([
    ['µS⋅cm⁻¹', 'μS/cm'],
    ['μS/cm', 'µS/cm'],
    ['uS/cm', 'µS/cm'],
    ['mS⋅cm⁻¹', 'mS/cm'],
    ['m³⋅m⁻³', 'm3/m3'],
    ['m⋅s⁻¹', 'm/s'],
    ['℃', '°C'],
    ['㎜', 'mm'],
    ['％', '%'],
    ['°', 'deg'],
  ])('%s is written %s too', (left, right) => {
    expect(unit(left)).toBe(unit(right))
  })

  it.each(['', 'MM', 'MS/cm', 'furlong', 'µmol⋅m⁻²⋅s⁻¹', 'constructor', '__proto__', 'toString'])(
    '"%s" is none',
    (name) => expect(findUnit(name)).toBeUndefined(),
  )

  it('come back as they went, within the finest digit of a sensor', () => {
    fc.assert(
      fc.property(pairs, measured, ([from, to], value) => {
        const back = convert(convert(value, unit(from), unit(to)), unit(to), unit(from))
        // Nine decimals are kept in the other unit, which may be 3600 times coarser.
        expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-5)
      }),
    )
  })

  it('leave a value in the wanted unit exactly as it is', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), pairs, (value, [name]) => {
        expect(convert(value, unit(name), unit(name))).toBe(value)
      }),
    )
  })

  it('keep the order of what was measured', () => {
    fc.assert(
      fc.property(pairs, measured, measured, ([from, to], left, right) => {
        const [a, b] = [convert(left, unit(from), unit(to)), convert(right, unit(from), unit(to))]
        expect(left <= right ? a <= b : a >= b).toBe(true)
      }),
    )
  })

  it('never cross from one quantity to another', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(dimensions, { minLength: 2, maxLength: 2 }),
        measured,
        ([left = [], right = []], value) => {
          const [from, to] = [unit(left[0] ?? ''), unit(right[0] ?? '')]
          expect(() => convert(value, from, to)).toThrow('is no unit of')
        },
      ),
    )
  })

  it('know a metre of water by its weight', () => {
    expect(pressureToMetres(98.0665, unit('mbar'))).toBeCloseTo(1, 9)
    expect(pressureToMetres(9806.65, unit('Pa'))).toBe(1)
  })

  it('are known for every measure of every kind', () => {
    const own = kinds.flatMap(({ payload }) => Object.values(payload.properties))
    const names = own.map((schema) => (schema as { unit?: string }).unit).filter((name) => name)
    expect(names.filter((name) => !findUnit(name ?? ''))).toEqual([])
  })
})
