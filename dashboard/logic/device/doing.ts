import type { KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { TextOf } from '../../words/words.ts'

/**
 * What a moving device is about, as parts of a sentence: 「運行中」「次の停留所 浮島」. Of its texts
 * only those that have words or a name are fit for people.
 */
export function tellDoing(
  kind: KindResource,
  latest: LatestReading | null,
  { textOf, nameOf }: { textOf: TextOf; nameOf: (id: string) => Labels | undefined },
): string[] {
  if (kind.position !== 'moving' || !latest) return []
  return kind.fields.flatMap((field) => {
    const value = latest.values[field.name]
    if (typeof value !== 'string') return []
    const word = textOf(field.words?.[value])
    if (word) return [word]
    const name = textOf(nameOf(value))
    return name ? [`${textOf(field.label)} ${name}`] : []
  })
}
