/** What is used of the JSON metadata of a PMTiles file. */
export interface TileFileMetadata {
  /** Its credit as plain words; may be empty. */
  attribution: string
  /** Names of its vector layers; empty where it has none or does not say. */
  layers: readonly string[]
}

/** A credit longer than this is a licence text. */
const attributionMaxChars = 300

/** Takes what is there; metadata are written by many tools, and none of it is needed to draw. */
export function readTileFileMetadata(metadata: unknown): TileFileMetadata {
  const { attribution, vector_layers: layers } = (metadata ?? {}) as Record<string, unknown>
  return {
    attribution: typeof attribution === 'string' ? toPlainWords(attribution) : '',
    layers: Array.isArray(layers) ? layers.flatMap(nameOf) : [],
  }
}

function nameOf(layer: unknown): string[] {
  const { id } = (layer ?? {}) as { id?: unknown }
  return typeof id === 'string' ? [id] : []
}

/** A credit often comes as links in HTML. */
function toPlainWords(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&copy;', '©')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, attributionMaxChars)
}
