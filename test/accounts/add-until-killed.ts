/** Adds people without end and prints each name once its call has resolved. */
import { openAccounts } from '#accounts/open.ts'
import { systemClock } from '#domain/operation/clock.ts'

const [file = '', run = ''] = process.argv.slice(2)
const accounts = openAccounts({ file, clock: systemClock })
const by = { sort: 'command', id: null, name: '', address: 'local' } as const
for (let count = 0; ; count += 1) {
  const name = `key ${run} ${count}`
  accounts.addKey({ name, capabilities: ['city.read'] }, by)
  process.stdout.write(`${name}\n`)
}
