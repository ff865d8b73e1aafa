const quarterMs = 900_000

/** Formats epoch ms as ISO 8601 in the city's zone with its offset: 2026-11-22T09:00:00.000+09:00. */
export function createLocalTimeFormat(timeZone: string): (ts: number) => string {
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  // Offsets change on quarter hours at the most, and rows come in order: one is remembered.
  let quarter = Number.NaN
  let offset = ''
  let offsetMs = 0

  return (ts) => {
    const own = Math.floor(ts / quarterMs)
    if (own !== quarter) remember(own, ts)
    return new Date(ts + offsetMs).toISOString().replace('Z', offset)
  }

  function remember(own: number, ts: number): void {
    const name = zone.formatToParts(ts).find((part) => part.type === 'timeZoneName')?.value ?? ''
    const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
    quarter = own
    offset = `${sign}${hours}:${minutes}`
    offsetMs = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000
  }
}
