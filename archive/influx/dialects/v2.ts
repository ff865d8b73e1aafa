import type { ArchiveAddress } from '../address.ts'
import { ArchiveError } from '../../archive-error.ts'
import type { ArchiveHttp } from '../http.ts'
import { writeBytesMax, type BucketInfo, type Dialect } from './dialect.ts'

interface Bucket {
  id: string
  name: string
  orgID: string
  retentionRules?: { everySeconds?: number }[]
}

/** 2.x: `/api/v2/write`, buckets of an organisation. InfluxQL finds a bucket under its own name. */
export const dialect2: Dialect = {
  id: '2.x',
  basicAuth: false,
  writeLimits: { lines: 5_000, bytes: writeBytesMax },
  querySpanMs: null,
  writePath: (address, bucket) =>
    `/api/v2/write?${new URLSearchParams({ org: address.org ?? '', bucket, precision: 'ns' }).toString()}`,
  findBucket: async (http, address, bucket) => {
    const found = await findBucket(http, address, bucket)
    return found && describe(found)
  },
  ensureBucket: async (http, address, { name, retentionMs }) => {
    const everySeconds = retentionMs === null ? 0 : Math.ceil(retentionMs / 1000)
    const retentionRules = everySeconds === 0 ? [] : [{ type: 'expire', everySeconds }]
    const found = await findBucket(http, address, name)
    if (found) {
      await http.sendJson(`/api/v2/buckets/${found.id}`, {
        method: 'PATCH',
        json: { retentionRules },
      })
      return
    }
    const orgID = await getOrgId(http, address)
    await http.sendJson('/api/v2/buckets', {
      method: 'POST',
      json: { orgID, name, retentionRules, description: 'Machimori' },
    })
  },
}

function describe({ name, retentionRules }: Bucket): BucketInfo {
  const everySeconds = retentionRules?.[0]?.everySeconds ?? 0
  return { name, retentionMs: everySeconds === 0 ? null : everySeconds * 1000 }
}

async function findBucket(
  http: ArchiveHttp,
  { org = '' }: ArchiveAddress,
  name: string,
): Promise<Bucket | undefined> {
  try {
    const query = new URLSearchParams({ org, name })
    const { buckets } = (await http.sendJson(`/api/v2/buckets?${query.toString()}`)) as {
      buckets?: Bucket[]
    }
    return buckets?.find((bucket) => bucket.name === name)
  } catch (error) {
    // 2.x answers 404 for an unknown bucket and for an unknown organisation alike.
    if (error instanceof ArchiveError && /bucket .*not found/.test(error.message)) return undefined
    throw error
  }
}

async function getOrgId(http: ArchiveHttp, { org = '' }: ArchiveAddress): Promise<string> {
  const answer = await http.sendJson(`/api/v2/orgs?${new URLSearchParams({ org }).toString()}`)
  const { orgs } = answer as { orgs?: { id: string; name: string }[] }
  const found = orgs?.find(({ name }) => name === org)
  if (!found) throw new ArchiveError(`organisation "${org}" not found`)
  return found.id
}
