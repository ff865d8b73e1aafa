import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed-properties.ts'],
    // Real sockets, workers and databases: a process of its own for each file keeps what one
    // leaves behind away from the next, and Node itself resolves the `#…` names.
    pool: 'forks',
    isolate: true,
    // All cores (one is left free otherwise): most stories wait for disks, sockets and browsers.
    maxWorkers: '100%',
    // Generous, because a test waits for events, never for time to pass: only a hang reaches it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Stories with real servers take seconds; only what is really slow deserves a line.
    slowTestThreshold: 10_000,
  },
})
