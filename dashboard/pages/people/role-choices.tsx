import { heldByRoles, type Capability } from '#domain/access/capabilities.ts'
import { roleNames, roles, type Role } from '#domain/access/roles.ts'
import type { Sending } from '../../form/use-sending.ts'
import { capabilityWords } from '../../form/words.ts'
import { textOf, words } from '../../state/preferences.ts'
import { Choices } from './choices.tsx'
import { peopleWords } from './words.ts'

/** What a role may do in words; what every role may is said of the one that may nothing else. */
function describeRole(role: Role): string {
  const held = (Object.entries(heldByRoles) as [Capability, readonly Role[]][]).filter(
    ([capability, by]) => by.includes(role) && capabilityWords[capability] !== null,
  )
  const own = held.filter(([, by]) => by.length < roles.length)
  return (own.length > 0 ? own : held)
    .flatMap(([capability]) => textOf(capabilityWords[capability]) ?? [])
    .join(words.value.panel.comma)
}

/** The roles, each with what it may do. They add up. */
export function RoleChoices({ chosen, sending }: { chosen?: readonly Role[]; sending: Sending }) {
  const choices = roles.map((role) => ({
    value: role,
    label: roleNames[role],
    hint: describeRole(role),
  }))
  return (
    <Choices
      name="roles"
      legend={peopleWords.roles}
      lead={peopleWords.rolesHint}
      choices={choices}
      sending={sending}
      {...(chosen && { chosen })}
    />
  )
}
