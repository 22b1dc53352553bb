// `npm run recipes`: what it prints, what it refuses, and in which words.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recipesCommand, type CommandResult } from '../../settings/recipes-command.js'
import { recipeSettings } from '../../settings/recipe-settings.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { programFile } from '../support/program.js'
import { alice, bob, pinned, switched } from './specs.js'

const specs = [switched, pinned]
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await database.db.query('delete from recipe_settings')
  await database.db.query('update deployment set paused = false')
})

function type(line: string): Promise<CommandResult> {
  return recipesCommand({ db: database.db, specs, sandbox: false, user: 'op' }, line === '' ? [] : line.split(' '))
}

function now() {
  return recipeSettings(database.db, switched, { sandbox: false })
}

describe('listing', () => {
  it('shows every recipe with its settings in one table', async () => {
    await type(`set create-opportunity --who ${alice.aadObjectId} --sign-in-hours 8`)
    const { ok, text } = await type('')
    expect(ok).toBe(true)
    expect(text).toMatchInlineSnapshot(`
      "Recipe              Command             Verify user access         Enabled  Who may run it                        Waits for a sign-in
      ------------------  ------------------  -------------------------  -------  ------------------------------------  -------------------
      create-opportunity  create opportunity  on                         on       0a11ce00-0000-4000-8000-000000000001  8 h
      pipeline            pipeline            pinned: salesforce shared  on       nobody                                72 h"
    `)
  })

  it('says that everything is paused, and how to go on', async () => {
    expect((await type('pause')).text).toContain('Everything is paused')
    expect((await type('')).text).toContain('npm run recipes -- resume')
    expect((await type('pause')).text).toContain('Everything was paused already.')
    expect((await type('resume')).text).toBe('Everything is going on.')
  })

  it('shows the app configurations, or what makes the first', async () => {
    expect((await type('apps')).text).toContain('SALESFORCE_')
  })
})

describe('setting', () => {
  it('changes several settings at once, by name, by command or by name with dashes', async () => {
    const { ok } = await type('set create-opportunity --verify-user-access off --enabled off --who everyone --sign-in-hours=24')
    expect(ok).toBe(true)
    expect(await now()).toMatchObject({ verifyUserAccess: false, enabled: false, who: 'everyone', signInHours: 24 })
    expect((await type('set createOpportunity --enabled on')).ok).toBe(true)
    expect((await type('set CREATE_OPPORTUNITY --who nobody')).ok).toBe(true)
    expect(await now()).toMatchObject({ enabled: true, who: 'nobody' })
  })

  it('opens a recipe to several people', async () => {
    await type(`set create-opportunity --who ${alice.aadObjectId},${bob.aadObjectId}`)
    expect((await now()).people).toEqual([alice.aadObjectId, bob.aadObjectId])
  })

  it('warns whoever opens a shared connection to everyone', async () => {
    expect((await type('set pipeline --who everyone')).text).toContain(
      'Everyone in the tenant may now use the shared connection to salesforce',
    )
    expect((await type('set create-opportunity --who everyone')).text).not.toContain('shared connection')
  })

  it('is written into the audit with the name of who sits at the shell', async () => {
    await type('set create-opportunity --enabled off')
    const [entry] = await database.db.query<{ detail: object }>('select detail from audit order by id desc limit 1')
    expect(entry?.detail).toEqual({ recipe: 'createOpportunity', setting: 'enabled', from: true, to: false, by: 'shell:op' })
  })

  it('says so where nothing changes', async () => {
    expect(await type('set create-opportunity --enabled on')).toEqual({ ok: true, text: 'create-opportunity is set like that already.' })
  })
})

describe('a mistake', () => {
  it.each([
    ['set', 'Say which recipe: create-opportunity, pipeline.'],
    ['set create-oportunity --enabled on', 'There is no recipe "create-oportunity". Did you mean create-opportunity?'],
    ['set payroll --enabled on', 'There is no recipe "payroll". There are create-opportunity, pipeline.'],
    ['set pipeline --verify-user-access on', 'the recipe itself fixes whose connection it uses (salesforce: shared). Nothing was changed.'],
    ['set create-opportunity', 'Say what to set: --verify-user-access, --enabled, --who, --sign-in-hours, --remind.'],
    ['set create-opportunity --enabled maybe', '--enabled: "maybe" is neither on nor off.'],
    ['set create-opportunity --enable on', "--enable isn't a setting. Did you mean --enabled?"],
    ['set create-opportunity --colour red', "--colour isn't a setting. There are --verify-user-access"],
    ['set create-opportunity --enabled', '--enabled needs a value.'],
    ['set create-opportunity on', '"on" stands alone; a setting is written --name value.'],
    ['set create-opportunity --who alice', '--who: "alice" is no object id of a person.'],
    ['set create-opportunity --sign-in-hours 0', '--sign-in-hours: "0" isn\'t a whole number from 1 to 720.'],
    ['set create-opportunity --sign-in-hours 1.5', '"1.5" isn\'t a whole number'],
    ['list all', '"all" doesn\'t belong after "list".'],
    ['destroy', 'There is no command "destroy".'],
  ])('"%s" is refused in words and changes nothing', async (line, words) => {
    const { ok, text } = await type(line)
    expect(text).toContain(words)
    expect(ok).toBe(false)
    expect((await now()).version).toBe(0)
  })

  it('hides no other: all wrong values are named, and nothing is set', async () => {
    const { text } = await type('set create-opportunity --enabled perhaps --who everyone --sign-in-hours never')
    expect(text.split('\n')).toEqual([
      '--enabled: "perhaps" is neither on nor off.',
      '--sign-in-hours: "never" isn\'t a whole number from 1 to 720.',
      'Nothing was changed.',
    ])
    expect((await now()).version).toBe(0)
  })
})

describe('the program', () => {
  async function run(args: string[], env: Record<string, string>) {
    const child = spawn(process.execPath, [programFile('settings/cli.ts'), ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number]
    return { code, out, err }
  }

  it('lists the recipes of the product from DATABASE_URL alone, and ends', async () => {
    const { code, out, err } = await run([], { DATABASE_URL: database.url })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('create-opportunity')
    expect(out).toContain('nobody')
  })

  it('opens every recipe in the sandbox', async () => {
    expect((await run([], { DATABASE_URL: database.url, WORKBOT_SANDBOX: 'true' })).out).toContain('everyone')
  })

  it('says in a sentence that the database is away', async () => {
    const { code, err } = await run([], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    expect(code).toBe(1)
    expect(err).toBe("The database isn't answering. Look at DATABASE_URL. (WB-DB-002)\n")
  })
})
