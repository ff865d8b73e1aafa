/** For `node --import`: takes typebox from the folder that `one-file-typebox.ts` made. */
import * as loading from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = new URL(import.meta.url).searchParams.get('from') ?? ''
const urlOf = (name) => pathToFileURL(join(folder, `${name}.js`)).href
const urls = {
  typebox: urlOf('index'),
  'typebox/compile': urlOf('compile'),
  'typebox/error': urlOf('error'),
}

// The Node of the system, which a tool may start, can be too old for it; it takes the package then.
loading.registerHooks?.({
  resolve(name, context, next) {
    const url = urls[name]
    return url ? { url, format: 'module', shortCircuit: true } : next(name, context)
  },
})
