import type { ArchiveAddress } from '../address.ts'
import type { ArchiveHttp } from '../http.ts'
import { writeBytesMax, type BucketInfo, type Dialect } from './dialect.ts'
import { findBucketByName, findMappings, getMappedBucket, getOrgId, type Bucket } from './v2-api.ts'

/** 2.x: `/api/v2/write`, buckets of an organisation. InfluxQL finds a bucket by its mapping. */
export const dialect2: Dialect = {
  id: '2.x',
  basicAuth: false,
  writeLimits: { lines: 5_000, bytes: writeBytesMax },
  querySpanMs: null,
  needs: ({ org }) => (org ? undefined : 'org_missing'),
  // `org` and `bucket` take a name or an id.
  writePath: (address, bucket) =>
    `/api/v2/write?${new URLSearchParams({ org: address.org ?? '', bucket, precision: 'ns' }).toString()}`,
  findMappings,
  findBucket: async (http, address, name) => {
    const mapped = (await findMappings(http, address))?.get(name)
    const own = await findBucketByName(http, address, name)
    if (mapped === undefined || mapped === own?.id) return own && describe(own)
    const bucket = await getMappedBucket(http, mapped)
    return { ...describe(bucket), unread: own?.name }
  },
  ensureBucket: async (http, address, wanted) => {
    const mapped = (await findMappings(http, address))?.get(wanted.name)
    const found = mapped
      ? await getMappedBucket(http, mapped)
      : await findBucketByName(http, address, wanted.name)
    // An empty list of rules leaves an existing bucket as it is; 0 seconds are for ever.
    const everySeconds = wanted.retentionMs === null ? 0 : Math.ceil(wanted.retentionMs / 1000)
    const retentionRules = [{ type: 'expire', everySeconds }]
    const path = `/api/v2/buckets/${found?.id ?? ''}`
    if (found) await http.sendJson(path, { method: 'PATCH', json: { retentionRules } })
    const bucket = found ?? (await create(http, address, { name: wanted.name, retentionRules }))
    if (!mapped) await ensureMapping(http, address, { name: wanted.name, bucketID: bucket.id })
  },
}

function describe({ name, retentionRules }: Bucket): BucketInfo {
  const everySeconds = retentionRules?.[0]?.everySeconds ?? 0
  return { name, retentionMs: everySeconds === 0 ? null : everySeconds * 1000 }
}

async function create(http: ArchiveHttp, address: ArchiveAddress, wanted: object): Promise<Bucket> {
  const orgID = await getOrgId(http, address)
  const json = { ...wanted, orgID, description: 'Machimori' }
  return (await http.sendJson('/api/v2/buckets', { method: 'POST', json })) as Bucket
}

/** 2.0 to 2.3 know no bucket by its own name in InfluxQL; from 2.4 on the mapping is there by now. */
async function ensureMapping(
  http: ArchiveHttp,
  address: ArchiveAddress,
  { name, bucketID }: { name: string; bucketID: string },
): Promise<void> {
  const mappings = await findMappings(http, address)
  // A token that sees none may make none either.
  if (!mappings || mappings.has(name)) return
  const orgID = await getOrgId(http, address)
  const json = { orgID, bucketID, database: name, retention_policy: 'autogen', default: true }
  await http.sendJson('/api/v2/dbrps', { method: 'POST', json })
}
