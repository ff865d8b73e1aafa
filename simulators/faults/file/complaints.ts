import type { Device } from '#domain/devices/device.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { findNearestName } from '#domain/words/nearest-name.ts'
import { durationWords, parseDuration } from '../durations.ts'
import { findNumericField, listNumericFields } from '../fields.ts'
import { unitsFor } from '../units.ts'
import type { FaultEntry } from './faults-file.ts'

/** The field that a fault alters at devices of a kind, if there is one. */
export function fieldOf({ type, field }: FaultEntry, kind: Kind): string | undefined {
  if (type.alters === 'battery') return 'battery_v'
  return type.alters === 'level' ? (field ?? kind.levelField) : field
}

interface At {
  device: Device
  kind: Kind
  /** What the device measures at some moment of the run. */
  values: Values
}

/** Has the device what the fault alters, in a unit that can slip as asked? */
export function complainOfField(entry: FaultEntry, { device, kind, values }: At): string[] {
  const { type, place } = entry
  if (type.alters === 'nothing') return []
  if (type.alters === 'position') {
    if (kind.position === 'moving') return []
    return [`${place('type')}: kind ${kind.id} (${device.id}) sends no position`]
  }
  const name = fieldOf(entry, kind)
  const field = name === undefined ? undefined : findNumericField(kind, name)
  if (name === undefined || !field) return [complainOfName(entry, kind, name)]
  if (values[name] === undefined)
    return [`${place('field')}: ${device.id} does not measure ${name}`]
  return complainOfUnit(entry, name, field.unit)
}

function complainOfUnit({ params, place }: FaultEntry, name: string, unit: string): string[] {
  const sentAs = params['sent_as']
  const units = unitsFor(unit)
  if (typeof sentAs !== 'string' || units.includes(sentAs)) return []
  const can =
    units.length === 0 ? 'nothing is taken for it' : `taken for it are ${units.join(', ')}`
  return [`${place('sent_as')}: ${name} (${unit || 'no unit'}) is never sent as ${sentAs}; ${can}`]
}

function complainOfName({ type, place }: FaultEntry, kind: Kind, name: string | undefined): string {
  const known = listNumericFields(kind)
  if (name === undefined)
    return `${place('type')}: kind ${kind.id} has no ${type.alters}; name a field`
  const near = findNearestName(name, known)
  const hint = near ? `did you mean ${near}?` : `numbers it sends: ${known.join(', ')}`
  return `${place('field')}: kind ${kind.id} has no number ${name}; ${hint}`
}

/** Is every duration among its parameters one? */
export function complainOfDurations({ type, params, place }: FaultEntry): string[] {
  const names = Object.keys(type.params).filter((name) => durationNames.has(name))
  return names.flatMap((name) => {
    const text = String(params[name])
    const ms = parseDuration(text)
    if (ms === undefined) return [`${place(name)}: "${text}" is not ${durationWords}`]
    // Only a clock can be behind; nothing is sent before it was measured.
    return ms < 0 && name !== 'shift' ? [`${place(name)}: a time before cannot be`] : []
  })
}

const durationNames: ReadonlySet<string> = new Set(['shift', 'after', 'delay'])
