// Saved histories of every recipe, replayed with today's code: a change that a waiting run couldn't follow fails here.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, inject, it } from 'vitest'
import { readSavedHistory } from '../../worker/versions/history-json.js'
import { replayHistory, type Refusal } from '../../worker/versions/replay.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'
import '../support/logs.js'

const folder = new URL('./histories/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8')
const bundle = readFileSync(inject('workflowBundle'), 'utf8')
const replay = (text: string): Promise<Refusal | null> => replayHistory({ bundle, codecKeys: null }, readSavedHistory(text))

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
    expect(await replay(read(file))).toBeNull()
  })

  it('that a recipe no longer follows is refused', async () => {
    const history = read('pipeline.json').replaceAll('"salesforce.pipeline"', '"salesforce.somethingElse"')
    expect(await replay(history)).toEqual({
      event: 6,
      why: "Activity type of scheduled event 'salesforce.somethingElse' does not match activity type of activity command 'salesforce.pipeline'",
    })
  })

  it('of a recipe that is gone is refused', async () => {
    const history = read('pipeline.json').replaceAll('"name": "pipeline"', '"name": "forecast"')
    expect(await replay(history)).toMatchObject({ event: null, why: expect.stringContaining('exports no workflow of its type') as string })
  })

  it('is replayed beside promises without a constructor, which Node 24 makes for its own use', async () => {
    await replay(read('pipeline.json'))
    const { promise, resolve } = withResolvers()
    // A hook that throws would end the program: vitest reports it as an error of this file.
    const settled = Object.defineProperty(promise, 'constructor', { value: undefined }).then((value) => value)
    resolve('settled')
    expect(await settled).toBe('settled')
  })
})

function withResolvers(): { promise: Promise<string>; resolve: (value: string) => void } {
  let resolve: (value: string) => void = () => undefined
  const promise = new Promise<string>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
