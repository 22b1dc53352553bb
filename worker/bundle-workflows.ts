// Bundles workflows/ for Temporal's sandbox.
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { failureConverterPath } from '../temporal/data-converter.js'

const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url))

/** The bundle's code; takes one to two seconds. */
export async function bundleWorkflows(): Promise<{ code: string }> {
  const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: quiet })
  return { code }
}

const nothing = () => undefined
/** The bundler reports its progress as warnings of its own; a failure is thrown all the same. */
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }
