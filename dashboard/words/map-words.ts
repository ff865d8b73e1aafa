/** The texts of the map in Japanese; English has the same keys. */
export const mapJa = {
  label: '地図。同じ内容が一覧にあります',
  zoomIn: '拡大',
  zoomOut: '縮小',
  reset: '市全体を表示',
  offline: 'オフライン地図',
  credits: '出典',
  gsi: '国土地理院',
  layers: { neighbours: '隣接市町村', lakes: '湖沼', rivers: '河川', roads: '道路' },
  missing: (layers: string) => `表示できない地図データ: ${layers}`,
  fileUnreadable: '背景地図のファイルを読めないため、まちのデータだけで描いています',
  comma: '、',
}

export const mapEn: typeof mapJa = {
  label: 'Map. The list holds the same content',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  reset: 'Show the whole city',
  offline: 'Offline map',
  credits: 'Sources',
  gsi: 'GSI Japan (国土地理院)',
  layers: { neighbours: 'neighbours', lakes: 'lakes', rivers: 'rivers', roads: 'roads' },
  missing: (layers: string) => `Map data that cannot be shown: ${layers}`,
  fileUnreadable: 'The file of the background map cannot be read: drawn from the city’s own data',
  comma: ', ',
}
