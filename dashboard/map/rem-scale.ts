/**
 * How large the map's marks and names are against a desk: one rem against the usual 16 px, times
 * `--map-scale`, by which a wall enlarges them for the eye across the room.
 */
export function remScale(): number {
  const root = getComputedStyle(document.documentElement)
  const scale = Number.parseFloat(root.getPropertyValue('--map-scale')) || 1
  return (Number.parseFloat(root.fontSize) / 16) * scale
}
