import Type from 'typebox'
import { epochMs, nullable } from './blocks.ts'

/** A page of a list; `next_cursor` is null on the last. */
export const pageOf = <T extends Type.TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    next_cursor: nullable(Type.String()),
    complete_from_ts: Type.Optional(
      epochMs('Only while the archive is away: from here on the page is complete'),
    ),
  })
