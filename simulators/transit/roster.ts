import type { Device } from '#domain/devices/device.ts'
import type { CityTime } from '../world/local-time.ts'
import type { ServiceDay, VehicleSpec } from './service-day.ts'
import { shifts } from './shift.ts'
import type { Shift } from './shift.ts'

const hour = 3_600_000

/** A service day with its number, counted in local days since 1970. */
export interface NumberedDay extends ServiceDay {
  number: number
}

/** The shift a vehicle is on: its fact `shift`, else the first. */
export function shiftOf(device: Device): Shift {
  const named = shifts.find(({ id }) => id === device.facts?.['shift'])
  const [first] = shifts
  if (!first) throw new Error('simulators/transit/shift.ts lists no shift')
  return named ?? first
}

/** Seats and wheelchair places from the vehicle's facts. */
export function specOf(device: Device): VehicleSpec {
  const { capacity, wheelchair_places: chairs } = device.facts ?? {}
  return {
    id: device.id,
    capacity: typeof capacity === 'number' ? capacity : 8,
    wheelchairPlaces: typeof chairs === 'number' ? chairs : 1,
  }
}

/** The service day of a shift that a moment belongs to. */
export function serviceDayAt(time: CityTime, shift: Shift, ts: number): NumberedDay {
  const today = time.at(ts)
  const number = today.hour < shift.turnHour ? today.day - 1 : today.day
  const fromTs = time.startOfDay(number) + shift.turnHour * hour
  return {
    number,
    fromTs,
    toTs: time.startOfDay(number + 1) + shift.turnHour * hour,
    startTs: fromTs + shift.startHours * hour,
    endTs: fromTs + shift.endHours * hour,
  }
}
