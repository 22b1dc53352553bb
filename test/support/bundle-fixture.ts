// Recipes of a test, bundled as a worker takes them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { log } from './logs.js'

export interface BundledFixture {
  /** For `WORKFLOW_BUNDLE`. */
  readonly path: string
  readonly code: string
  remove(): Promise<void>
}

/** @param fixture of the file whose exports are the workflow types */
export async function bundleFixture(fixture: URL): Promise<BundledFixture> {
  const workflowsPath = fileURLToPath(fixture)
  const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: temporalLogger(log) })
  const folder = await mkdtemp(join(tmpdir(), 'workbot-fixture-'))
  const path = join(folder, 'bundle.js')
  await writeFile(path, code)
  return { path, code, remove: () => rm(folder, { recursive: true }) }
}
