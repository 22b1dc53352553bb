// Bundles workflows/ for Temporal's sandbox.
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { failureConverterPath } from '../temporal/data-converter.js'

// TypeScript in the sources, JavaScript in dist/.
const workflowsPath = fileURLToPath(new URL(`../workflows/index${extname(import.meta.url)}`, import.meta.url))
/** What `npm run build` bundled ahead, in dist/. */
const builtPath = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url))

/** The bundle's code: from a file that was named, from the build that this code is part of, or bundled now. */
export async function findBundle(path?: string): Promise<{ code: string }> {
  if (path !== undefined) return { code: await readFile(path, 'utf8') }
  return extname(import.meta.url) === '.js' ? { code: await readFile(builtPath, 'utf8') } : await bundleWorkflows()
}

/** The bundle's code; takes one to two seconds. */
export async function bundleWorkflows(): Promise<{ code: string }> {
  const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: quiet })
  return { code }
}

const nothing = () => undefined
/** The bundler reports its progress as warnings of its own; a failure is thrown all the same. */
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }
