// The workflow bundle that a recipe is tested with: all of Workbot's recipes, the author's, and timers that a test can move. Made once, and
// again when a file that went into it has changed.
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode, type BundleOptions } from '@temporalio/worker'
import { readJson, replaceFile } from '../../sandbox/json-file.js'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { log } from '../support/logs.js'
import type { OwnCode } from './own-code.js'

const builtIn = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url))
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url))
const passingTime = fileURLToPath(new URL('./passing-time.ts', import.meta.url))
const DAY_MS = 86_400_000
const kept = join(packages, '.cache', 'workbot-kit')

/** `inputs`: of each file that went into it, its SHA-256. */
interface Kept {
  readonly bundle: string
  readonly inputs: Readonly<Record<string, string>>
}

/**
 * The file of the bundle, for `WORKFLOW_BUNDLE`.
 * @param own the file of recipes that aren't built in, and their exports; they come before a built-in one of the same name
 */
export async function bundleRecipe(own: OwnCode | null): Promise<string> {
  const ownLine = own === null ? '' : `export { ${own.names.join(', ')} } from ${JSON.stringify(fileURLToPath(own.file))}\n`
  const entry = `${ownLine}export * from ${JSON.stringify(builtIn)}\n`
  const record = join(kept, `${sha256(entry)}.json`)
  const known = readJson<Kept>(record)
  if (known && (await isUnchanged(known))) return known.bundle
  await mkdir(kept, { recursive: true })
  await removeOld()
  const began = Date.now()
  const { code, files } = await bundle(entry)
  const path = join(kept, `${sha256(code)}.js`)
  await replaceFile(path, code)
  // What was changed meanwhile may be in the bundle or not.
  if (await areAllOlder(files, began)) await replaceFile(record, JSON.stringify({ bundle: path, inputs: await hashesOf(files) }))
  return path
}

async function bundle(entry: string): Promise<{ code: string; files: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'workbot-recipe-'))
  const workflowsPath = join(folder, 'workflows.mjs')
  const files = new Set<string>()
  try {
    await writeFile(workflowsPath, entry)
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      failureConverterPath,
      workflowInterceptorModules: [passingTime],
      webpackConfigHook: fromOutside(files),
      logger: temporalLogger(log),
    })
    // Of the packages the lock file speaks.
    const read = [...files].filter((file) => !file.startsWith(folder) && !file.startsWith(packages) && isFile(file))
    return { code, files: [...read, fileURLToPath(import.meta.url), lockFile] }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The entry lies outside the repository. @param files is given what webpack read */
function fromOutside(files: Set<string>): NonNullable<BundleOptions['webpackConfigHook']> {
  return ({ resolve, plugins, ...config }) => ({
    ...config,
    resolve: { ...resolve, modules: [...(resolve?.modules ?? []), packages] },
    plugins: [
      ...(plugins ?? []),
      (compiler) => {
        compiler.hooks.done.tap('inputs', ({ compilation: { fileDependencies } }) => {
          for (const file of fileDependencies) files.add(file)
        })
      },
    ],
  })
}

async function isUnchanged({ bundle: path, inputs }: Kept): Promise<boolean> {
  // It is used: nobody takes it away today.
  const now = new Date()
  const isThere = await utimes(path, now, now).then(
    () => true,
    () => false,
  )
  const hashes = await hashesOf(Object.keys(inputs))
  return isThere && Object.entries(inputs).every(([file, hash]) => hashes[file] === hash)
}

/** Bundles that nobody used for a day. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(kept)) {
    const path = join(kept, name)
    const found = await stat(path).catch(() => null)
    if (found && found.mtimeMs < Date.now() - DAY_MS) await rm(path, { force: true })
  }
}

async function areAllOlder(files: readonly string[], than: number): Promise<boolean> {
  return (await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs < than))).every(Boolean)
}

async function hashesOf(files: readonly string[]): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, sha256(await readFile(file).catch(() => ''))] as const)))
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** Webpack names folders too, and files that it made up. */
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
