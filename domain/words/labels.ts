/** The languages every label and message exists in. Japanese comes first everywhere. */
export const languages = ['ja', 'en'] as const
export type Language = (typeof languages)[number]

/** A text in every language of the user interface. */
export type Labels = Readonly<Record<Language, string>>
