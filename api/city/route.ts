import { cityResource, geoJson } from '#domain/wire/city.ts'
import type { ApiApp } from '../app-type.ts'
import { createFixedBody, sendFixedBody } from '../http/fixed-body.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'

/** `/v1/city`: all that the map draws without any outside server; public geodata only. */
export function cityRoutes(app: ApiApp, { city, layers }: ApiParts): void {
  const body = createFixedBody('application/json; charset=utf-8', Buffer.from(JSON.stringify(city)))
  app.get(
    '/v1/city',
    {
      config: { needs: 'public.read' },
      schema: {
        summary: 'The city: names, outline, places, evacuation sites',
        tags: ['city'],
        response: { 200: cityResource, ...problemResponses('unauthorized', 'forbidden') },
      },
    },
    (request, reply) => sendFixedBody(request, reply, body),
  )
  // One fixed path each: no request names a file.
  for (const [layer, geojson] of layers) {
    const layerBody = createFixedBody('application/geo+json', geojson)
    app.get(
      `/v1/city/layers/${layer}`,
      {
        config: { needs: 'public.read' },
        schema: {
          summary: `The city's ${layer} as GeoJSON`,
          tags: ['city'],
          response: { 200: geoJson, ...problemResponses('unauthorized', 'forbidden') },
        },
      },
      (request, reply) => sendFixedBody(request, reply, layerBody),
    )
  }
}
