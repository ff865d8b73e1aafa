import type { FastifyRequest } from 'fastify'
import type { Actor } from '#domain/access/act.ts'
import type { Person } from '#domain/access/principal.ts'
import { Problem } from '../problems/problem.ts'
import type { Entrance } from './entrance.ts'

/** Who does what a route does, for the audit. */
export function actorOf({ raw, principal }: FastifyRequest, entrance: Entrance): Actor {
  const { address } = entrance.lookOutside(raw)
  if (principal.who === 'person') {
    const { id, name } = principal.person
    return { sort: 'person', id, name, address }
  }
  if (principal.who === 'key') {
    const { id, name } = principal.key
    return { sort: 'key', id, name, address }
  }
  return { sort: 'nobody', id: null, name: '', address }
}

/** The person who asks, on a route that needs one. */
export function getPerson({ principal }: FastifyRequest): { person: Person; session: string } {
  if (principal.who !== 'person') throw new Problem('person_needed', 'No person has logged in')
  return principal
}
