// What the global setup hands to every test file.

/** Connection strings of the migrated template; `databaseUrl` swaps the database in them. */
export interface ProvidedPostgres {
  readonly superuser: string
  readonly owner: string
  readonly program: string
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: ProvidedPostgres
    /** `host:port` of the Temporal server that all files share: use task queues and workflow ids of your own. */
    readonly temporalAddress: string
    /** The file with the workflow bundle, ready for `Worker.create({ workflowBundle: { codePath } })`. */
    readonly workflowBundle: string
    /** The folder in which the programs and commands lie as JavaScript: `programFile` in `support/program`. */
    readonly programs: string
    /** Whether the long tests run: `npm run test:full`. */
    readonly full: boolean
    /** On which Node this run is meant to be: `v22.1.0`. */
    readonly node: string
    /** What chance is drawn from; `WORKBOT_TEST_SEED` repeats a run's. */
    readonly seed: number
    /** How many random kills test:full makes; `WORKBOT_TEST_KILLS`. */
    readonly kills: number
    /** How many random sequences the property test makes; `WORKBOT_TEST_SEQUENCES`. */
    readonly sequences: number
    /** A Chromium, Chrome or Edge; empty where there is none, and then browser tests fail. */
    readonly chromiumPath: string
  }
}

export const TEMPLATE = 'workbot_template'

/** The same connection string for another database of the cluster. */
export function databaseUrl(url: string, database: string): string {
  return url.replace(`@/${TEMPLATE}?`, `@/${database}?`)
}
