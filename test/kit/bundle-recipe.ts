// The workflow bundle that a recipe is tested with: all of Workbot's recipes, the author's, and timers that a test can move.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { log } from '../support/logs.js'

export interface RecipeBundle {
  /** For `WORKFLOW_BUNDLE`. */
  readonly path: string
  remove(): Promise<void>
}

const builtIn = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url))
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))
const passingTime = fileURLToPath(new URL('./passing-time.ts', import.meta.url))

/** @param own the file of recipes that aren't built in, and their exports; they come before a built-in one of the same name */
export async function bundleRecipe(own: { readonly file: URL; readonly names: readonly string[] } | null): Promise<RecipeBundle> {
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
  const path = join(folder, 'bundle.js')
  await writeFile(path, code)
  return { path, remove: () => rm(folder, { recursive: true }) }
}
