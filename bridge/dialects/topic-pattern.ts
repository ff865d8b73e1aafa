/** A topic with one named level for the device: `sensors/{device}/data`, others may be `+`. */
export interface TopicPattern {
  text: string
  /** The same as an MQTT filter. */
  filter: string
  /** The device's level of a topic; undefined for a topic of another form. */
  match(topic: string): string | undefined
}

const deviceLevel = '{device}'

/** Reads a pattern, or says in words what is wrong with it. */
export function parseTopicPattern(text: string): TopicPattern | { error: string } {
  const levels = text.split('/')
  if (levels.filter((level) => level === deviceLevel).length !== 1) {
    return { error: `has to hold ${deviceLevel} once, as a whole level` }
  }
  const wrong = levels.find((level) => !/^(?:\{device\}|\+|[^+#{}\0]+)$/u.test(level))
  if (wrong !== undefined) return { error: `level "${wrong}": a text, + or ${deviceLevel}` }
  const at = levels.indexOf(deviceLevel)
  return {
    text,
    filter: levels.map((level) => (level === deviceLevel ? '+' : level)).join('/'),
    match(topic) {
      const parts = topic.split('/')
      const fits =
        parts.length === levels.length &&
        levels.every((level, i) => i === at || level === '+' || level === parts[i])
      return fits ? parts[at] || undefined : undefined
    },
  }
}
