/** Figures of the live stream that server and pages agree on. */

/** Path of the Socket.IO endpoint. */
export const livePath = '/live'

/** Interval of `beat`, ms: a page that hears nothing for a few of them says so. */
export const heartbeatMs = 2_000

/**
 * A page keeps so many crossings and is sent no more at once, however long it was away: older ones
 * are at `GET /v1/crossings`. Of a city with flapping gauges all would be megabytes for every page.
 */
export const followedCrossingsMax = 500
