import Type from 'typebox'
import type { Values } from '#domain/readings/values.ts'
import { unitAt } from '#domain/kinds/seeded.ts'
import { getNumber, touch, whileItLasts } from '../device-fault.ts'
import type { CreateTransform, DeviceFault, ValuesAt } from '../device-fault.ts'
import { findNumericField, writeValue } from '../fields.ts'
import type { FaultType } from '../fault-type.ts'
import type { Sent, Transform } from '../sent.ts'
import type { Occurrence } from '../window.ts'
import { convertUnit } from '../units.ts'

const day = 86_400_000
const share = (standard: number) =>
  Type.Number({ exclusiveMinimum: 0, maximum: 1, default: standard })

/** Puts other values into a report. A report that says the same as before is not touched. */
export function alter(
  fault: DeviceFault,
  sent: Sent,
  { occurrence, values }: { occurrence: Occurrence; values: Values },
): readonly Sent[] {
  const changed = Object.keys(values).filter((name) => values[name] !== sent.report[name])
  if (changed.length === 0) return [sent]
  const trueValues = Object.fromEntries(
    changed.map((name) => [name, sent.original[name] ?? null] as const),
  )
  const note = touch(fault, occurrence, { effect: 'altered', true: trueValues })
  return [{ ...sent, report: { ...sent.report, ...values }, touches: [...sent.touches, note] }]
}

type Rework = (
  value: number,
  at: { sent: Sent; occurrence: Occurrence; fault: DeviceFault; valuesAt: ValuesAt },
) => number

/** A fault of the sensor behind one field: a number in, another number out. */
const rework =
  (change: Rework): CreateTransform =>
  (fault, valuesAt): Transform => {
    const { kind, field } = fault
    const numeric = field === null ? undefined : findNumericField(kind, field)
    if (field === null || !numeric) throw new Error(`fault ${fault.id}: no number to alter`)
    return whileItLasts(fault, (sent, occurrence) => {
      const value = sent.report[field]
      // What is not measured cannot be measured wrongly.
      if (typeof value !== 'number') return [sent]
      const changed = change(value, { sent, occurrence, fault, valuesAt })
      if (changed === value) return [sent]
      return alter(fault, sent, { occurrence, values: { [field]: writeValue(changed, numeric) } })
    })
  }

const spike: FaultType = {
  id: 'spike',
  stage: 'sensor',
  alters: 'field',
  params: { height: Type.Number({ exclusiveMinimum: 0 }), share: share(0.1) },
  create: rework((value, { sent, fault }) => {
    const { seed } = fault
    if (unitAt(seed, sent.original.ts) >= getNumber(fault, 'share')) return value
    const isUp = unitAt(seed + 1, sent.original.ts) < 0.5
    return value + (isUp ? 1 : -1) * getNumber(fault, 'height')
  }),
}

/** Frozen at what it measured when the fault began. */
const flat: FaultType = {
  id: 'flat',
  stage: 'sensor',
  alters: 'field',
  pins: true,
  needsMotion: true,
  params: {},
  create: rework((value, { occurrence, fault, valuesAt }) => {
    const frozen = valuesAt(occurrence.fromTs)[fault.field ?? '']
    return typeof frozen === 'number' ? frozen : value
  }),
}

const stuck: FaultType = {
  id: 'stuck',
  stage: 'sensor',
  alters: 'field',
  pins: true,
  params: { at: Type.Optional(Type.Number()) },
  create: rework((value, { fault: { kind, field, params } }) => {
    if (typeof params['at'] === 'number') return params['at']
    return findNumericField(kind, field ?? '')?.maximum ?? value
  }),
}

const elapsedDays = (sent: Sent, { fromTs }: Occurrence) => (sent.original.ts - fromTs) / day

const drift: FaultType = {
  id: 'drift',
  stage: 'sensor',
  alters: 'field',
  params: { per_day: Type.Number() },
  create: rework(
    (value, { sent, occurrence, fault }) =>
      value + getNumber(fault, 'per_day') * elapsedDays(sent, occurrence),
  ),
}

/** The gauge was levelled again and nobody told the registry: every value is off by as much. */
const zeroPoint: FaultType = {
  id: 'zero_point',
  stage: 'sensor',
  alters: 'level',
  params: { by: Type.Number() },
  create: rework((value, { fault }) => value + getNumber(fault, 'by')),
}

const battery: FaultType = {
  id: 'battery',
  stage: 'sensor',
  alters: 'battery',
  params: { per_day: Type.Number({ exclusiveMinimum: 0 }) },
  create: rework((value, { sent, occurrence, fault }) =>
    Math.max(0, value - getNumber(fault, 'per_day') * elapsedDays(sent, occurrence)),
  ),
}

const unitSlip: FaultType = {
  id: 'unit_slip',
  stage: 'unit',
  alters: 'field',
  params: { sent_as: Type.String({ minLength: 1, maxLength: 16 }) },
  create: rework((value, { fault: { kind, field, params } }) => {
    const is = findNumericField(kind, field ?? '')?.unit ?? ''
    return convertUnit(value, { is, sentAs: String(params['sent_as']) })
  }),
}

export const valueFaults = [spike, flat, stuck, drift, zeroPoint, battery, unitSlip]
