/** Names of thresholds inside a sentence start small. */
export function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
