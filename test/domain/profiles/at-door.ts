import { findKind } from '#domain/kinds/index.ts'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { decodePayload } from '#ingest/decode/decode-payload.ts'
import { createReadingDecoder } from '#ingest/decode/decode-reading.ts'

const ts = 1_795_334_400_000

export function getProfile(id: string) {
  const profile = builtInProfiles.find(id)
  if (!profile) throw new Error(`no profile "${id}"`)
  return profile
}

/** What the one door says to the values, sent as a device of ours would send them. */
export function decodeAtDoor(kindId: string, values: object) {
  const kind = findKind(kindId)
  if (!kind) throw new Error(`no kind "${kindId}"`)
  const payload = Buffer.from(JSON.stringify({ ts, ...values }))
  return decodePayload(payload, createReadingDecoder(kind))
}
