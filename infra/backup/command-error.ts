/** The command line or the place is wrong; the message says how. */
export class CommandError extends Error {}
