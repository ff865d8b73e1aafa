/** `npm run pictures`: the pictures of the documents, taken anew of the demo city in a storm. */
import { resolve } from 'node:path'
import { buildDashboard } from '#app/build-dashboard.ts'
import { startBrowser } from '#test/support/browser.ts'
import { PictureError, takePictures } from './take-pictures.ts'

const usage = `npm run pictures   takes docs/pictures/*.png anew

The demo city plays a storm with one seed up to one moment, so a new picture shows what has changed.
It needs a Japanese font; the browser is the system's Chromium, or the one that npm brings.`

/** From the first rain until after its peak, so that the record of crossings is full. */
const playedMs = 9 * 3_600_000
const folder = resolve(import.meta.dirname, '../../docs/pictures')

async function run(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(usage)
  await buildDashboard(process.env)
  const browser = await startBrowser()
  try {
    for (const file of await takePictures({ browser, folder, playedMs })) console.log(file)
  } finally {
    await browser.close()
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof PictureError ? error.message : error)
  process.exitCode = 1
})
