/**
 * Who may know whom. An allow-list: a folder that is not in it may not exist, an import that is
 * not in it is refused, and a library may be used in the folders that own it only.
 */
export interface Folder {
  /** Other folders whose files it may import. */
  mayImport: readonly string[]
  /** Folders of which it may use the types, and nothing at run time. */
  mayImportTypesOf?: readonly string[]
  libraries: readonly string[]
  /** Modules of Node; `true` for all of them. */
  node: true | readonly string[]
}

/** The tests may see everything: they are the outside world. */
export const unrestricted = ['test']

export const folders: Readonly<Record<string, Folder>> = {
  domain: {
    mayImport: [],
    libraries: ['typebox', '@turf/*'],
    // Pure words: nothing here reads a file, opens a socket or asks the time by itself.
    node: [],
  },
  store: { mayImport: ['domain'], libraries: [], node: true },
  broker: { mayImport: ['domain'], libraries: ['aedes', 'mqtt-packet', 'ws'], node: true },
  journal: { mayImport: ['domain', 'store'], libraries: [], node: true },
  bridge: {
    mayImport: ['domain', 'store', 'journal'],
    // The door, and whether the store takes anything now.
    mayImportTypesOf: ['heart'],
    libraries: ['mqtt'],
    node: true,
  },
  ingest: { mayImport: ['domain', 'journal'], libraries: [], node: true },
  // Followers of the journal: they know it and the words, never each other.
  views: { mayImport: ['domain', 'journal'], libraries: [], node: true },
  alarms: { mayImport: ['domain', 'store', 'journal'], libraries: [], node: true },
  // People, sessions and keys; the doors ask, the store keeps.
  accounts: { mayImport: ['domain', 'store'], libraries: [], node: true },
  // What belongs to the city, and every change of it.
  inventory: { mayImport: ['domain', 'store'], libraries: [], node: true },
  heart: {
    mayImport: ['domain', 'store', 'journal', 'ingest', 'views', 'alarms'],
    libraries: [],
    node: true,
  },
  archive: {
    mayImport: ['domain', 'store', 'journal'],
    libraries: ['@influxdata/influxdb-client'],
    node: true,
  },
  api: {
    mayImport: ['domain', 'store'],
    // The read side only: api looks at what the heart knows, it never calls into it.
    mayImportTypesOf: ['accounts', 'inventory', 'views', 'alarms', 'heart'],
    libraries: ['fastify', 'fastify-plugin', '@fastify/*', 'socket.io', 'prom-client', 'typebox'],
    node: true,
  },
  simulators: { mayImport: ['domain'], libraries: ['mqtt', 'typebox'], node: true },
  dashboard: {
    mayImport: ['domain'],
    libraries: [
      'preact',
      '@preact/signals',
      'leaflet',
      'uplot',
      'pmtiles',
      '@mapbox/vector-tile',
      'pbf',
      'socket.io-client',
      '@digital-go-jp/design-tokens',
    ],
    node: [],
  },
  // Puts a city together: it knows every part, and no part knows it.
  app: {
    mayImport: [
      'domain',
      'store',
      'broker',
      'journal',
      'bridge',
      'ingest',
      'views',
      'alarms',
      'heart',
      'accounts',
      'inventory',
      'archive',
      'api',
      'simulators',
      '.',
    ],
    libraries: ['pino'],
    node: true,
  },
  commands: {
    mayImport: [
      'accounts',
      'inventory',
      'domain',
      'store',
      'bridge',
      'ingest',
      'archive',
      'simulators',
      'app',
      '.',
    ],
    libraries: ['fflate'],
    node: true,
  },
  infra: { mayImport: ['domain', '.'], libraries: [], node: true },
  // main.ts and config.ts
  '.': {
    mayImport: ['domain', 'simulators', 'app'],
    libraries: ['typebox'],
    node: true,
  },
}

/** Packages of types alone: nothing of them is there at run time, so everybody may use them. */
export const typeLibraries = ['geojson']

/** Libraries that only a part of the owning folder may use. */
export const narrowLibraries: Readonly<Record<string, readonly string[]>> = {
  '@influxdata/influxdb-client': ['archive/influx/'],
}

/** Modules of Node that one folder owns, like a library: nobody else opens a database. */
export const ownedNodeModules: Readonly<Record<string, string>> = { 'node:sqlite': 'store' }

/** Programs: they see every folder, read the environment and decide the exit code. */
export const isMain = (path: string): boolean =>
  /^(main|config)\.ts$|^[a-z]+\/main\.tsx?$|^commands\/[a-z]+\/main\.ts$|^infra\/[^/]+\.(ts|mjs)$/.test(
    path,
  )

/** Configurations of tools: not part of any program. */
export const isToolConfig = (path: string): boolean => /(^|\/)[a-z]+\.config\.ts$/.test(path)
