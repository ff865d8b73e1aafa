/** What the city tells its operator: what happened, and figures or an error beside it. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: object) => void
