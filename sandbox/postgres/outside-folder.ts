// A place for data where Postgres' account can't enter the state folder (a home folder is closed, mostly); gone when the state folder is.
import { access, chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readJson, replaceFile } from '../json-file.js'
import { shortHash } from '../short-hash.js'

/** Outlives a restart of the machine, as /tmp doesn't. */
const PARENT = '/var/tmp'
const NAME = /^workbot-[0-9a-f]{12}$/

interface Owner {
  readonly stateFolder: string
  /** Of the state folder's contents: a new one at the same path is a fresh start. */
  readonly id: string
}

/** The folder that belongs to this state folder; those whose state folder was deleted are removed on the way. */
export async function claimOutsideFolder(stateFolder: string, id: string): Promise<string> {
  await removeDeserted()
  const folder = join(PARENT, `workbot-${shortHash(stateFolder)}`)
  if (ownerOf(folder)?.id !== id) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o711 })
  await chmod(folder, 0o711)
  await replaceFile(join(folder, 'owner.json'), JSON.stringify({ stateFolder, id } satisfies Owner))
  return folder
}

/** Only our own, and only where no server can be at work in it: one without its state folder has lost its password too. */
async function removeDeserted(): Promise<void> {
  for (const name of await readdir(PARENT)) {
    const folder = join(PARENT, name)
    if (!NAME.test(name) || (await ownerId(folder)) !== process.getuid?.()) continue
    const owner = ownerOf(folder)
    if (!owner || (await exists(owner.stateFolder)) || (await exists(join(folder, 'postgres', 'postmaster.pid')))) continue
    await rm(folder, { recursive: true, force: true })
  }
}

/** Null where another clone was faster and it is gone. */
function ownerId(folder: string): Promise<number | null> {
  return stat(folder).then(
    ({ uid }) => uid,
    () => null,
  )
}

function ownerOf(folder: string): Owner | null {
  return readJson<Owner>(join(folder, 'owner.json'))
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
