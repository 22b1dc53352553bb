// Saved histories of every recipe, replayed with today's code: a change that a waiting run couldn't follow fails here.
import { readdirSync, readFileSync } from 'node:fs'
import { Worker } from '@temporalio/worker'
import { describe, expect, inject, it } from 'vitest'
import { createDataConverter } from '../../temporal/data-converter.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'
import '../support/logs.js'
import { fromJson } from './history-json.js'
import { replayKey } from './replay-key.js'

const folder = new URL('./histories/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')
const replay = (json: string): Promise<void> =>
  Worker.runReplayHistory(
    { workflowBundle: { codePath: inject('workflowBundle') }, dataConverter: createDataConverter([replayKey]) },
    fromJson(json),
  )

describe('a saved history', () => {
  it('is there for every recipe', () => {
    const recorded = files.map(read)
    for (const { name } of recipeSpecs)
      expect(
        recorded.some((history) => history.includes(`"name": "${name}"`)),
        name,
      ).toBe(true)
  })

  it.each(files)('%s is replayed without a difference', async (file) => {
    await replay(read(file))
  })

  it('that a recipe no longer follows is refused', async () => {
    const history = read('pipeline.json').replaceAll('"salesforce.pipeline"', '"salesforce.somethingElse"')
    await expect(replay(history)).rejects.toThrow(/Nondeterminism|TMPRL1100/)
  })
})
