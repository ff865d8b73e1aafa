import { randomBytes } from 'node:crypto'

/** What a 2.x keeps besides points. */
export interface FakeAdmin {
  orgs: { id: string; name: string }[]
  buckets: FakeBucket[]
  /** Mappings that somebody made; 1.x → 2.x upgrades make them. */
  dbrps: FakeMapping[]
  /** 2.0 to 2.3 have none: a bucket is unknown to InfluxQL until it is mapped. */
  hasVirtualMappings: boolean
  /** False where the token may write and read, and not look at mappings. */
  showsMappings: boolean
}

interface FakeBucket {
  id: string
  name: string
  orgID: string
  retentionRules: { type: string; everySeconds: number }[]
}

interface FakeMapping {
  database: string
  retention_policy: string
  default: boolean
  bucketID: string
  orgID: string
}

export interface AdminAnswer {
  status: number
  body: string
}

const newId = () => randomBytes(8).toString('hex')

export const createFakeAdmin = (): FakeAdmin => ({
  orgs: [{ id: '0a1b2c3d4e5f6071', name: 'town' }],
  buckets: [],
  dbrps: [],
  hasVirtualMappings: true,
  showsMappings: true,
})

/** A bucket as somebody else made it, and the id it got. */
export function addBucket(admin: FakeAdmin, name: string): string {
  const id = newId()
  admin.buckets.push({ id, name, orgID: admin.orgs[0]?.id ?? '', retentionRules: [] })
  return id
}

/** Maps a database of InfluxQL to a bucket, over an earlier mapping. */
export function mapDatabase(admin: FakeAdmin, database: string, bucketID: string): void {
  const orgID = admin.orgs[0]?.id ?? ''
  const mapping = { database, retention_policy: 'autogen', default: true, bucketID, orgID }
  admin.dbrps = [...admin.dbrps.filter((other) => other.database !== database), mapping]
}

const json = (value: unknown, status = 200): AdminAnswer => ({
  status,
  body: JSON.stringify(value),
})
const problem = (status: number, code: string, message: string) => json({ code, message }, status)

/**
 * The organisation of a request. Seen with a real 2.8: a write without one gets 400 with these words.
 * That `org` takes a name or an id is from the reference of its API; so are the lists.
 */
export function findOrg(
  { orgs }: FakeAdmin,
  query: URLSearchParams,
): { id: string; name: string } | AdminAnswer {
  const asked = query.get('orgID') || query.get('org')
  if (!asked) return problem(400, 'invalid', 'Please provide either orgID or org')
  const found = orgs.find(({ id, name }) => id === asked || name === asked)
  return found ?? problem(404, 'not found', `organization name "${asked}" not found`)
}

/** `/api/v2/orgs`, `/api/v2/buckets` and `/api/v2/dbrps`. */
export function answerAdmin(
  admin: FakeAdmin,
  { method = 'GET', url = '/' }: { method?: string | undefined; url?: string | undefined },
  body: string,
): AdminAnswer {
  const { pathname, searchParams } = new URL(url, 'http://fake')
  const [, , , list, id] = pathname.split('/')
  if (method === 'PATCH') return patchBucket(admin, id ?? '', body)
  if (method === 'POST') return create(admin, list ?? '', body)
  return id ? showBucket(admin, id) : answerList(admin, list, searchParams)
}

function answerList(
  admin: FakeAdmin,
  list: string | undefined,
  query: URLSearchParams,
): AdminAnswer {
  const org = findOrg(admin, query)
  if ('status' in org) return org
  if (list === 'orgs') return json({ orgs: [org] })
  if (list === 'buckets') return listBuckets(admin, query.get('name'))
  // A token that may not read all buckets is refused.
  if (!admin.showsMappings) return problem(401, 'unauthorized', 'unauthorized access')
  return json({ content: listMappings(admin) })
}

function listBuckets({ buckets }: FakeAdmin, name: string | null): AdminAnswer {
  const found = buckets.filter((bucket) => name === null || bucket.name === name)
  if (name !== null && found.length === 0) {
    return problem(404, 'not found', `bucket "${name}" not found`)
  }
  return json({ buckets: found })
}

function showBucket({ buckets }: FakeAdmin, id: string): AdminAnswer {
  const found = buckets.find((bucket) => bucket.id === id)
  return found ? json(found) : problem(404, 'not found', 'bucket not found')
}

/**
 * Seen with a real 2.8: `retentionRules: []` changes nothing of an existing bucket, and
 * `[{"type":"expire","everySeconds":0}]` keeps for ever.
 */
function patchBucket({ buckets }: FakeAdmin, id: string, body: string): AdminAnswer {
  const bucket = buckets.find((candidate) => candidate.id === id)
  if (!bucket) return problem(404, 'not found', 'bucket not found')
  const { retentionRules = [] } = JSON.parse(body) as Partial<FakeBucket>
  if (retentionRules.length > 0) bucket.retentionRules = keepRules(retentionRules)
  return json(bucket)
}

const keepRules = (rules: FakeBucket['retentionRules']) =>
  rules.filter(({ everySeconds }) => everySeconds > 0)

function create(admin: FakeAdmin, list: string, body: string): AdminAnswer {
  const sent = JSON.parse(body) as Partial<FakeBucket & FakeMapping>
  if (list === 'dbrps') {
    mapDatabase(admin, sent.database ?? '', sent.bucketID ?? '')
    return json(sent, 201)
  }
  const { name = '', orgID = '', retentionRules = [] } = sent
  const bucket = { id: newId(), name, orgID, retentionRules: keepRules(retentionRules) }
  admin.buckets.push(bucket)
  return json(bucket, 201)
}

/**
 * Seen with a real 2.8: after an upgrade from 1.x InfluxQL follows the mapping that the upgrade made,
 * though another bucket bears the name. The shape of the list is from the reference of its API.
 */
function listMappings({ buckets, dbrps, hasVirtualMappings }: FakeAdmin) {
  if (!hasVirtualMappings) return dbrps
  const virtual = buckets.flatMap(({ id, name, orgID }) => {
    const [database = name, retention_policy = 'autogen'] = name.split('/')
    const isMade = dbrps.some((made) => made.database === database)
    const mapping = { database, retention_policy, bucketID: id, orgID }
    return [{ ...mapping, default: !isMade, virtual: true }]
  })
  return [...dbrps, ...virtual]
}
