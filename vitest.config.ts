import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { defineConfig } from 'vitest/config'
import { costReporter } from './test/support/suite/cost-reporter.ts'
import { bundleTypebox } from './test/support/suite/one-file-typebox.ts'

// Tests start hundreds of Node processes from the same sources: each takes what an earlier one
// compiled, which halves its start.
env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'machimori-compile-cache')
env['NODE_OPTIONS'] = [env['NODE_OPTIONS'], await bundleTypebox()].filter(Boolean).join(' ')

// For a program that reads how it went, as `.ci/run` does.
const report = env['TEST_REPORT']

/** Limits of memory, timers of a model, the state of a page in its modules: a process for each file. */
const alone = [
  'test/broker/{hostile,storm}.test.ts',
  'test/faults/simulation/**/*.test.ts',
  'test/dashboard/{alarm,words}/**/*.test.ts',
  'test/dashboard/device/fleet.test.ts',
]

/** Stories in a browser: they need the built pages, and share a browser. */
const pages = ['test/{journeys,pictures}/**/*.test.ts']

const typebox = ['typebox', 'typebox/compile', 'typebox/error']

export default defineConfig({
  test: {
    setupFiles: ['test/support/suite/seed-properties.ts', 'test/support/suite/count-cost.ts'],
    reporters: ['default', costReporter, ...(report === undefined ? [] : ['json'])],
    ...(report !== undefined && { outputFile: report }),
    pool: 'forks',
    // Seven hundred small files in one: each process would open them all.
    deps: { optimizer: { ssr: { enabled: true, include: typebox } } },
    // More than there are cores: half of the time a story waits for a disk, a socket or a browser.
    maxWorkers: 2 * availableParallelism(),
    // Generous, because a test waits for events, never for time to pass: only a hang reaches it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Stories with real servers take seconds; only what is really slow deserves a line.
    slowTestThreshold: 10_000,
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: alone, isolate: true },
      },
      // A file closes all that it starts, so the next one in its process finds nothing of it. To
      // start a process and load the sources anew for each of them would cost as much as the tests.
      {
        extends: true,
        test: {
          name: 'pages',
          include: pages,
          isolate: false,
          globalSetup: 'test/support/suite/build-pages.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...alone, ...pages],
          isolate: false,
        },
      },
    ],
  },
})
