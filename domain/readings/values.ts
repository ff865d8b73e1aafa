/** A value of one field as it travels: numbers in the unit of the field's name, or a short text. */
export type FieldValue = number | string | null
export type Values = Readonly<Record<string, FieldValue>>
