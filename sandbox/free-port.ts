// Ports of this machine: which one is free.
import { connect, createServer, type AddressInfo } from 'node:net'

const STEPS = 200

/** The first free port from `wanted` on; 0: any. `taken` are spoken for by parts that don't listen yet. */
export async function freePort(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  if (wanted === 0) return await anyFreePort()
  for (let port = wanted; port < wanted + STEPS; port++) {
    if (!taken.has(port) && (await isFree(port))) return port
  }
  throw new Error(`The ports from ${String(wanted)} to ${String(wanted + STEPS - 1)} are all in use.`)
}

/** Any free port, chosen by the system. */
export async function anyFreePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === null) throw new Error('No port is free.')
  return port
}

/** Somebody may listen on another address of the same port, where our own listening wouldn't fail: so both loopbacks are called first. */
async function isFree(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => isAnswered(host, port)))
  return !answers.includes(true) && (await listenOnce(port)) !== null
}

function isAnswered(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 })
    const settle = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => {
      settle(true)
    })
    socket.once('error', () => {
      settle(false)
    })
    socket.once('timeout', () => {
      settle(false)
    })
  })
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => {
      resolve(null)
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: actual } = server.address() as AddressInfo
      server.close(() => {
        resolve(actual)
      })
    })
  })
}
