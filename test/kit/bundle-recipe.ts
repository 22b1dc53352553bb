// The workflow bundle that a recipe is tested with: all of Workbot's recipes, the author's, and timers that a test can move.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { inject } from 'vitest'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { log } from '../support/logs.js'
import type { OwnCode } from './own-code.js'

export interface RecipeBundle {
  /** For `WORKFLOW_BUNDLE`. */
  readonly path: string
  remove(): Promise<void>
}

const builtIn = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url))
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))
const passingTime = fileURLToPath(new URL('./passing-time.ts', import.meta.url))

/** @param own the file of recipes that aren't built in, and their exports; they come before a built-in one of the same name */
export async function bundleRecipe(own: OwnCode | null): Promise<RecipeBundle> {
  if (own === null) return { path: await builtInBundle(), remove: () => Promise.resolve() }
  const folder = await mkdtemp(join(tmpdir(), 'workbot-recipe-'))
  const path = join(folder, 'bundle.js')
  await writeFile(path, await bundle(own))
  return { path, remove: () => rm(folder, { recursive: true }) }
}

/** The same for every file of a test run: the first who asks makes it. */
async function builtInBundle(): Promise<string> {
  const path = join(dirname(inject('workflowBundle')), 'kit-workflows.js')
  if (existsSync(path)) return path
  const made = `${path}.${randomUUID()}`
  await writeFile(made, await bundle(null))
  await rename(made, path)
  return path
}

async function bundle(own: OwnCode | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workbot-recipe-'))
  const workflowsPath = join(folder, 'workflows.mjs')
  const ownLine = own === null ? '' : `export { ${own.names.join(', ')} } from ${JSON.stringify(fileURLToPath(own.file))}\n`
  await writeFile(workflowsPath, `${ownLine}export * from ${JSON.stringify(builtIn)}\n`)
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    failureConverterPath,
    workflowInterceptorModules: [passingTime],
    // The entry lies outside the repository.
    webpackConfigHook: ({ resolve, ...config }) => ({
      ...config,
      resolve: { ...resolve, modules: [...(resolve?.modules ?? []), packages] },
    }),
    logger: temporalLogger(log),
  })
  await rm(folder, { recursive: true })
  return code
}
