// The script by which docker-compose.yml makes Temporal ready, run by the command line tool that the image brings too.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { until } from '../../sandbox/probe.js'
import { findTemporal } from '../../sandbox/temporal/find.js'
import { readRepositoryFile } from '../repository/files.js'

const DEADLINE_MS = 180_000
const run = promisify(execFile)
const file = readRepositoryFile('docker-compose.yml')
const [, script = ''] = /\n {2}temporal-namespace:\n[^]*?\n {4}command:\n {6}- \|\n((?: {8}.*\n)+)/.exec(file) ?? []

describe('the namespace of docker-compose.yml', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbot-compose-'))
    await symlink(await findTemporal(() => undefined), join(folder, 'temporal'))
  }, DEADLINE_MS)
  afterAll(() => rm(folder, { recursive: true }))

  it('is made under whatever name, with its search attributes, and once more without harm', { timeout: DEADLINE_MS }, async () => {
    const namespace = `compose-${randomUUID()}`
    const env = { PATH: `${folder}:/usr/bin:/bin`, TEMPORAL_ADDRESS: inject('temporalAddress'), TEMPORAL_NAMESPACE: namespace }
    // As compose: in its file a dollar is two, and what fails is started again.
    const succeeds = () =>
      run('/bin/sh', ['-ec', script.replaceAll('$$', '$')], { env }).then(
        () => true,
        () => false,
      )
    await until('The namespace', succeeds)
    expect(await succeeds()).toBe(true)
    const { stdout } = await run(join(folder, 'temporal'), ['operator', 'search-attribute', 'list', '--namespace', namespace], { env })
    for (const name of ['RecipeId', 'RunState', 'AppId', 'CallerId']) expect(stdout).toMatch(new RegExp(`${name} +Keyword`))
  })
})
