import type { FastifyReply, FastifyRequest } from 'fastify'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Inventory, Reasoned } from '#inventory/inventory.ts'
import { actorOf } from '../access/actor.ts'
import type { Entrance } from '../access/entrance.ts'
import { Problem } from '../problems/problem.ts'

/** A description may hold forty facts; the largest is far below. */
export const bodyMaxBytes = 64 * 1_024

export const refusals = [
  'unauthorized',
  'session_ended',
  'forbidden',
  'person_needed',
  'origin_forbidden',
  'device_unknown',
] as const

/** What a change with a body may answer besides. */
export const changeRefusals = [
  ...refusals,
  'payload_not_json',
  'payload_shape',
  'payload_too_large',
  'device_retired',
] as const

/** @throws Problem `device_unknown` for an id that nobody has or had. */
export function getItem(inventory: Inventory, id: string): InventoryItem {
  const item = inventory.find(id)
  if (!item) throw new Problem('device_unknown', `No device ${id}`)
  return item
}

/** Who asks for a change, why, and of which version; `*` stands for any [RFC 9110 §13.1.1]. */
export function reasonedOf(
  request: FastifyRequest,
  entrance: Entrance,
  why: string | null | undefined,
): Reasoned {
  const [, version] = /^(?:W\/)?"?([^"]*)"?$/.exec(request.headers['if-match']?.trim() ?? '*') ?? []
  const by = actorOf(request, entrance)
  return { by, why: why ?? null, ...(version !== '*' && { ifMatch: version }) }
}

export const sendVersion = (reply: FastifyReply, version: string | number): FastifyReply =>
  reply.header('etag', `"${version}"`)

/**
 * The result, with its version for the next change.
 * @throws Problem for a refusal; a stale one has what is there now and what was given.
 */
export function acceptChange<T extends { device: InventoryItem }>(
  result: T | Refusal,
  reply: FastifyReply,
  stale: () => { present: unknown; given: unknown },
): T {
  if (!isRefusal(result)) {
    sendVersion(reply, result.device.version)
    return result
  }
  const { code, detail } = result
  throw new Problem(code, detail).with(code === 'setting_stale' ? stale() : {})
}
