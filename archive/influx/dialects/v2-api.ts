import { ArchiveError } from '../../archive-error.ts'
import type { ArchiveAddress } from '../address.ts'
import { readWords } from '../answer.ts'
import type { ArchiveHttp } from '../http.ts'
import { influxStops } from '../stops.ts'

export interface Bucket {
  id: string
  name: string
  retentionRules?: { everySeconds?: number }[]
}

/** Which bucket InfluxQL means by the name of a database (DBRP mapping). */
interface Mapping {
  database: string
  default: boolean
  bucketID: string
  /** From 2.4 on a bucket has one under its own name, unless somebody made another. */
  virtual?: boolean
}

const idPattern = /^[0-9a-f]{16}$/

/** The organisation as the API asks for it; the server tells an id from a name the same way. */
const orgQuery = ({ org = '' }: ArchiveAddress): Record<string, string> =>
  idPattern.test(org) ? { orgID: org } : { org }

const queryOf = (query: Record<string, string>) => new URLSearchParams(query).toString()

export async function getOrgId(http: ArchiveHttp, address: ArchiveAddress): Promise<string> {
  const { org = '' } = address
  if (idPattern.test(org)) return org
  const answer = await http.sendJson(`/api/v2/orgs?${queryOf({ org })}`)
  const { orgs } = answer as { orgs?: { id: string; name: string }[] }
  const found = orgs?.find(({ name }) => name === org)
  if (!found) throw new ArchiveError(`organisation "${org}" not found`)
  return found.id
}

export async function findBucketByName(
  http: ArchiveHttp,
  address: ArchiveAddress,
  name: string,
): Promise<Bucket | undefined> {
  try {
    const query = queryOf({ ...orgQuery(address), name })
    const { buckets } = (await http.sendJson(`/api/v2/buckets?${query}`)) as { buckets?: Bucket[] }
    return buckets?.find((bucket) => bucket.name === name)
  } catch (error) {
    // 2.x answers 404 for an unknown bucket and for an unknown organisation alike.
    if (error instanceof ArchiveError && /bucket .*not found/.test(error.message)) return undefined
    throw error
  }
}

/** The bucket of a mapping; one that leads nowhere is for a person to mend. */
export async function getMappedBucket(http: ArchiveHttp, id: string): Promise<Bucket> {
  try {
    return (await http.sendJson(`/api/v2/buckets/${id}`)) as Bucket
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.stop?.code !== 'bucket_missing') throw error
    const words = `the DBRP mapping leads to bucket ${id}, which is gone`
    throw new ArchiveError(words, { stop: influxStops.bucket_missing })
  }
}

/**
 * The bucket that InfluxQL reads for each database name: the default mapping, one made by a person
 * before a virtual one. Undefined where the token may write and read, but not see mappings.
 */
export async function findMappings(
  http: ArchiveHttp,
  address: ArchiveAddress,
): Promise<ReadonlyMap<string, string> | undefined> {
  const answer = await http.send(`/api/v2/dbrps?${queryOf(orgQuery(address))}`)
  const { status, headers, text } = answer
  if (status >= 500 || status === 429) {
    const raw = { status, headers: Object.fromEntries(headers), body: text }
    throw new ArchiveError(readWords(raw), { isSilent: true })
  }
  if (status !== 200) return undefined
  const { content = [] } = parseContent(text)
  const defaults = content.filter((mapping) => mapping.default)
  const made = defaults.filter(({ virtual }) => !virtual)
  return new Map([...defaults, ...made].map(({ database, bucketID }) => [database, bucketID]))
}

/** A proxy's page is no list; what it is, the next write says. */
function parseContent(text: string): { content?: Mapping[] } {
  try {
    return JSON.parse(text) as { content?: Mapping[] }
  } catch {
    return {}
  }
}
