// How tests run: in processes (threads crash with Temporal's native worker), on servers that are started once, each with a deadline.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.js'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // A process takes file after file: packages are loaded once, our own modules anew for each (test/support/file-setup).
    isolate: false,
    // Tests mostly wait, so more files at once than cores; the upper end is what one Postgres' connections suffice for.
    maxWorkers: Math.min(6, Math.max(3, availableParallelism() - 1)),
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/file-setup.ts'],
    testTimeout: 90_000,
    // What is waited for ends a wait at once; on a busy machine a short deadline says nothing.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
})
