/** The place of a reading whose clock is not proven slow: a stamp ahead of receipt gains nothing. */
export const placeOf = (ts: number, receivedTs: number): number => Math.min(ts, receivedTs)
