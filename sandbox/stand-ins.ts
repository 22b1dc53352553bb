// A program: the stand-ins for Entra and Salesforce, as its options file says. Each is left out where the real one is used.
import { readJson } from './json-file.js'
import { startEntra } from './entra.js'
import { startSalesforce } from './salesforce/index.js'

/** What the launcher writes for it; the file holds client secrets. */
export interface StandInOptions {
  readonly entra?: Omit<Parameters<typeof startEntra>[0], 'onError' | 'people'>
  readonly salesforce?: Omit<Parameters<typeof startSalesforce>[0], 'onError' | 'accounts'>
}

const [, , file = ''] = process.argv
const options = readJson<StandInOptions>(file)
const onError = (error: unknown): void => {
  console.error(error)
}

const entra = options?.entra ? await startEntra({ ...options.entra, onError }) : null
const salesforce = options?.salesforce ? await startSalesforce({ ...options.salesforce, onError }) : null
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all([entra?.close(), salesforce?.close()]).then(() => process.exit(0))
  })
}
