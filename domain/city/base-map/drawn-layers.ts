/**
 * Layers of vector tiles that are drawn, by the names they have in the schemas of Protomaps,
 * OpenMapTiles and GSI (最適化ベクトルタイル), and in a city folder. What is not here is not drawn:
 * labels, land use and contours would hide marks.
 */
export const drawnLayers = {
  land: ['earth'],
  water: ['water', 'WA', 'lakes'],
  waterway: ['waterway', 'physical_line', 'RvrCL', 'WL', 'rivers'],
  building: ['buildings', 'building', 'BldA'],
  rail: ['transit', 'RailCL'],
  road: ['roads', 'transportation', 'RdCL'],
  boundary: ['boundaries', 'boundary', 'AdmBdry'],
} as const satisfies Record<string, readonly string[]>

/** True for a file that brings land and water itself, so that nothing below it should show. */
export function isWholeGround(layers: readonly string[]): boolean {
  return layers.some((name) => drawnLayers.water.some((water) => water === name))
}

/** True for a file of which at least something is drawn. */
export function isAnyDrawn(layers: readonly string[]): boolean {
  const drawn: readonly string[] = Object.values(drawnLayers).flat()
  return layers.some((name) => drawn.includes(name))
}
