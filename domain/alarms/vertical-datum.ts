/** What a height of 0 means at a gauge (domain-wide: never mix two on one axis). */
export const verticalDatums = ['TP', 'YP', 'AP', 'GAUGE', 'CREST'] as const
export type VerticalDatum = (typeof verticalDatums)[number]
