// At which addresses a process listens, read from Linux' own tables.
import { readdir, readFile, readlink } from 'node:fs/promises'

const LISTEN = '0A'

/** `127.0.0.1:3978` for each TCP socket that the process listens on. Linux only. */
export async function listeningAddresses(pid: number): Promise<string[]> {
  const inodes = new Set<string>()
  for (const descriptor of await readdir(`/proc/${String(pid)}/fd`)) {
    const target = await readlink(`/proc/${String(pid)}/fd/${descriptor}`).catch(() => '')
    const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? []
    if (inode !== undefined) inodes.add(inode)
  }
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
        return state === LISTEN && inodes.has(inode) ? [readable(local)] : []
      }),
  )
}

/** The tables hold addresses as hexadecimal, the bytes of IPv4 backwards. */
function readable(local: string): string {
  const [address = '', port = ''] = local.split(':')
  const bytes = (address.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))
  const host = bytes.length === 4 ? bytes.toReversed().join('.') : address
  return `${host}:${String(Number.parseInt(port, 16))}`
}
