import type { Kind } from '#domain/kinds/kind.ts'
import { listTogether, measureOf } from '#domain/kinds/measures.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'

/** The annotations of `domain/kinds/quantity.ts` and the schema keywords they come with. */
interface AnnotatedSchema {
  type?: string
  anyOf?: readonly { type?: string }[]
  enum?: readonly unknown[]
  label?: Labels
  unit?: string
  unit_label?: Labels
  decimals?: number
  'x-min'?: number
  'x-max'?: number
  words?: Readonly<Record<string, Labels>>
}

/** Everything a page needs to show a kind: derived from its definition, nothing is named here. */
export function createKindResource(kind: Kind): KindResource {
  return {
    id: kind.id,
    title: kind.title,
    position: kind.position,
    fields: Object.entries(kind.payload.properties).map(([name, schema]) =>
      createFieldResource(kind, name, schema as AnnotatedSchema),
    ),
    together: listTogether(kind),
    reporting: kind.reporting,
    level_field: kind.levelField ?? null,
    map: kind.map,
    events: kind.events ?? false,
  }
}

function createFieldResource(kind: Kind, name: string, schema: AnnotatedSchema): FieldResource {
  return {
    name,
    type: typeOf(schema),
    label: schema.label ?? { ja: name, en: name },
    unit: schema.unit ?? null,
    unit_label: schema.unit_label ?? null,
    decimals: schema.decimals ?? null,
    ...limitsOf(schema),
    required: requiredOf(kind).includes(name),
    nullable: schema.anyOf?.some((option) => option.type === 'null') ?? false,
    words: schema.words ?? null,
    check: kind.checks?.[name] ?? null,
    measure: measureOf(kind, name),
  }
}

// TypeBox leaves `required` out where every field is optional, whatever its type says.
const requiredOf = (kind: Kind): readonly string[] => kind.payload.required ?? []

const limitsOf = (schema: AnnotatedSchema) => ({
  minimum: schema['x-min'] ?? null,
  maximum: schema['x-max'] ?? null,
})

function typeOf(schema: AnnotatedSchema): FieldResource['type'] {
  if (schema.enum) return 'word'
  const type = schema.type ?? schema.anyOf?.find((option) => option.type !== 'null')?.type
  if (type === 'integer' || type === 'number') return type
  return 'text'
}
