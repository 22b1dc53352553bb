// A program: the stand-ins for Entra, Salesforce, ServiceNow and Box, as its options file says. Each is left out where the real one is used.
import { startBox } from './box/index.js'
import { startEntra } from './entra.js'
import { readJson } from './json-file.js'
import { startSalesforce } from './salesforce/index.js'
import type { SandboxAppId } from './sandbox-apps.js'
import { startServiceNow } from './servicenow/index.js'

type AppOptions = Omit<Parameters<typeof startSalesforce>[0], 'onError' | 'accounts'>

/** What the launcher writes for it; the file holds client secrets. */
export interface StandInOptions {
  readonly entra?: Omit<Parameters<typeof startEntra>[0], 'onError' | 'people'>
  readonly apps: Readonly<Partial<Record<SandboxAppId, AppOptions>>>
}

const start = { salesforce: startSalesforce, servicenow: startServiceNow, box: startBox }
const [, , file = ''] = process.argv
const options = readJson<StandInOptions>(file)
const onError = (error: unknown): void => {
  console.error(error)
}

const running = [
  ...(options?.entra ? [startEntra({ ...options.entra, onError })] : []),
  ...Object.entries(options?.apps ?? {}).map(([id, given]) => start[id as SandboxAppId]({ ...given, onError })),
]
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all(running.map(async (standIn) => (await standIn).close())).then(() => process.exit(0))
  })
}
await Promise.all(running)
