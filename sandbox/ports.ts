// Which port each part listens on: those of the last start where they are free, so that addresses stay; else the next free ones.
import { freePort } from './free-port.js'
import { readJson, replaceFile } from './json-file.js'
import { forEachApp } from './sandbox-apps.js'

const PREFERRED = {
  ...{ bot: 3978, temporal: 7233, temporalUi: 8233, alice: 56_150, bob: 56_151 },
  ...{ entra: 4100, files: 4110 },
  ...forEachApp(({ port }) => port),
} as const

/** A port for each part. */
export type Ports = Readonly<Record<keyof typeof PREFERRED, number>>

/** @param file remembers the choice */
export async function choosePorts(file: string): Promise<Ports> {
  const last = readJson<Partial<Ports>>(file) ?? {}
  const taken = new Set<number>()
  const ports: Record<string, number> = {}
  for (const [part, preferred] of Object.entries(PREFERRED)) {
    const port = await freePort(last[part as keyof Ports] ?? preferred, taken)
    taken.add(port)
    ports[part] = port
  }
  await replaceFile(file, JSON.stringify(ports))
  return ports as Ports
}
