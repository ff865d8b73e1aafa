/** A part of the day with its own vehicles, riders and hours. Fictional, as the whole service is. */
export interface Shift {
  id: string
  /** Local hour at which its service day turns over; all its vehicles rest at the depot then. */
  turnHour: number
  /** Hours after the turn: service starts, last booking is taken. */
  startHours: number
  endHours: number
  /** Ride requests an hour per vehicle, by local hour 0 … 23. */
  requestsPerHour: readonly number[]
}

// Elderly riders go to hospitals and shops in the morning and come back until the afternoon.
const dayDemand = [
  0, 0, 0, 0, 0, 0, 1.2, 1.6, 2.6, 3.2, 2.9, 2.3, 1.6, 1.8, 2, 2, 1.8, 1.6, 1.2, 0, 0, 0, 0, 0,
]
const nightDemand = Array.from({ length: 24 }, () => 2.7)

/** Two shifts cover the clock, so that a demo has a moving bus at any hour. */
export const shifts: readonly Shift[] = [
  { id: 'day', turnHour: 4, startHours: 2.25, endHours: 14.75, requestsPerHour: dayDemand },
  {
    id: 'night',
    turnHour: 12,
    startHours: 6,
    endHours: 18.75,
    requestsPerHour: nightDemand,
  },
]
