// A program: the stand-ins for Entra and the apps, and the page that sends files, as its options file says. Each is left out where the real one is used.
import { startEntra } from './entra.js'
import { readJson } from './json-file.js'
import type { OAuthAppOptions } from './oauth-app/start.js'
import type { SandboxAppId } from './sandbox-apps.js'
import { startApp } from './start-app.js'
import { startFileSender, type FileSenderOptions } from './teams-client/file-sender.js'

type AppOptions = Omit<OAuthAppOptions, 'onError'> & { readonly seed?: boolean }

/** What the launcher writes for it; the file holds client secrets. */
export interface StandInOptions {
  readonly entra?: Omit<Parameters<typeof startEntra>[0], 'onError' | 'people'>
  /** The page that sends files as the sandbox's people. */
  readonly files?: Omit<FileSenderOptions, 'onError'>
  readonly apps: Readonly<Partial<Record<SandboxAppId, AppOptions>>>
}

const [, , file = ''] = process.argv
const options = readJson<StandInOptions>(file)
const onError = (error: unknown): void => {
  console.error(error)
}

const running = [
  ...(options?.entra ? [startEntra({ ...options.entra, onError })] : []),
  ...(options?.files ? [startFileSender({ ...options.files, onError })] : []),
  ...Object.entries(options?.apps ?? {}).map(([id, given]) => startApp[id as SandboxAppId]({ ...given, onError })),
]
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all(running.map(async (standIn) => (await standIn).close())).then(() => process.exit(0))
  })
}
await Promise.all(running)
