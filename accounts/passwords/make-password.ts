import { randomInt } from 'node:crypto'

// Without what looks alike on paper: 0 O, 1 l I.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 5

/** A password to be handed over on paper: 99 bits, four groups of five. */
export function makePassword(): string {
  const group = () =>
    Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}
