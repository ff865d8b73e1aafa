/** A schema, or a part of one, as plain JSON. */
export type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

const isNamed = (node: Node): node is Node & { $id: string } => typeof node['$id'] === 'string'

export interface Components {
  /** The schema with a reference in place of every one that has a name (`$id`), at any depth. */
  refer(schema: unknown): unknown
}

/** Keeps each named schema once; `add` takes it the first time it is met. */
export function createComponents(add: (name: string, schema: Node) => void): Components {
  const known = new Set<string>()

  const refer = (schema: unknown): unknown => {
    if (!isNode(schema) || !isNamed(schema)) return rewrite(schema)
    const { $id: name, ...unnamed } = schema
    if (!known.has(name)) {
      known.add(name)
      add(name, rewrite(unnamed) as Node)
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  const rewrite = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(refer)
    if (!isNode(node)) return node
    const entries = Object.entries(node).map(([key, value]) => [key, refer(value)] as const)
    return describeRecord(describeTuple(Object.fromEntries(entries)))
  }

  return { refer }
}

/** TypeBox writes a tuple as JSON Schema did before 2020-12, which OpenAPI 3.1 does not know. */
function describeTuple(node: Node): Node {
  const { items, additionalItems, ...rest } = node
  if (!Array.isArray(items)) return node
  return { ...rest, prefixItems: items, items: additionalItems ?? false }
}

/** "Any name" as clients that are generated from the description know it. */
function describeRecord(node: Node): Node {
  const { patternProperties, ...rest } = node
  if (!isNode(patternProperties) || Object.keys(patternProperties).join() !== anyName) return node
  return { ...rest, additionalProperties: patternProperties[anyName] }
}

/** How TypeBox writes the pattern of a record whose keys are any text. */
const anyName = '^.*$'
