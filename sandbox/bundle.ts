// The workflow bundle, kept under a name made of everything that goes into it: a start with unchanged recipes needs no bundling.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inheritedEnvironment } from '../config.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The bundle's file, made where it is missing. @throws with what the bundler says about the recipes */
export async function prepareBundle(folder: string): Promise<string> {
  const name = `workflows-${await hashOfSources()}.js`
  const file = join(folder, name)
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) return file
  await mkdir(folder, { recursive: true })
  await promisify(execFile)(process.execPath, ['--import', 'tsx', join(root, 'sandbox', 'write-bundle.ts'), file], {
    cwd: root,
    env: inheritedEnvironment(),
  })
  for (const old of await readdir(folder)) if (old !== name) await rm(join(folder, old), { force: true })
  return file
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const folders = ['workflows', 'temporal']
  const files = (await Promise.all(folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })))).flat()
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const path of [...paths.toSorted(), join(root, 'package-lock.json')]) hash.update(path).update(await readFile(path))
  return hash.digest('hex').slice(0, 16)
}
