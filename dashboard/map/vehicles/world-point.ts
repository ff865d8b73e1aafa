/** A point of the Web Mercator world at zoom 0, 256 units wide; scaled by 2^zoom it is pixels. */
export interface WorldPoint {
  x: number
  y: number
}

const worldSize = 256

/** Projects once, when a fix arrives, so that drawing needs no trigonometry. */
export function projectToWorld(lon: number, lat: number): WorldPoint {
  const sin = Math.sin((lat * Math.PI) / 180)
  return {
    x: worldSize * (0.5 + lon / 360),
    y: worldSize * (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)),
  }
}
