import { basename, resolve } from 'node:path'
import type { Feature } from 'geojson'
import type { City } from '#domain/wire/city.ts'
import { addCheckDigit } from '#domain/city/folder/code.ts'
import { prefectureOf } from '#domain/city/folder/prefectures.ts'
import type { Box } from '#domain/city/geometry/box.ts'
import { findCentre } from '#domain/city/geometry/find-centre.ts'
import { areasOf } from '#domain/city/geometry/is-in-area.ts'
import type { ChosenCity } from './choose-city.ts'
import type { ImportRequest } from './request.ts'

interface Parts {
  request: ImportRequest
  chosen: ChosenCity
  outline: readonly Feature[]
  box: Box
}

/** `city.json` of a city that nobody has described before, as far as the files say it. */
export function describeNewCity({ request, chosen, outline, box }: Parts): City {
  const { code } = chosen
  return {
    id: request.id ?? basename(resolve(request.to)).toLowerCase(),
    code,
    code_with_check_digit: addCheckDigit(code) ?? code,
    name: nameCity(request, chosen),
    prefecture: prefectureOf(code) ?? { ja: '日本', en: 'Japan' },
    centre: findCentre(areasOf(outline)),
    zoom: zoomOf(box),
    bbox: roundOutward(box),
    languages: ['ja', 'en'],
    time_zone: 'Asia/Tokyo',
    credits: [],
  }
}

/** As the operator says, else as the file does; its code where neither does. */
export function nameCity(
  { name }: ImportRequest,
  { code, description = {} }: ChosenCity,
): City['name'] {
  const ja = name.ja ?? description.name ?? code
  return { ja, en: name.en ?? description.nameEn ?? ja, kana: name.kana ?? '' }
}

/** To three decimals, about 100 m, so that nothing of the outline lies outside. */
function roundOutward([west, south, east, north]: Box): Box {
  const down = (degrees: number) => Math.floor(degrees * 1000) / 1000
  const up = (degrees: number) => Math.ceil(degrees * 1000) / 1000
  return [down(west), down(south), up(east), up(north)]
}

/** The zoom at which the city fills about 1,000 pixels of the Mercator map (256 at zoom 0). */
function zoomOf([west, , east]: Box): number {
  const zoom = Math.round(Math.log2((1_000 / 256) * (360 / (east - west))))
  return Math.min(18, Math.max(5, zoom))
}
