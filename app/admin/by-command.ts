import type { Actor } from '#domain/access/act.ts'

/** Whoever may open the socket, or the data folder, may do everything; their name is not known. */
export const byCommand: Actor = { sort: 'command', id: null, name: '', address: 'local' }
