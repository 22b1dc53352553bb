// Recipe settings: what holds before anybody sets them, who may run, what a run keeps, and who wins of two editors.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../database.js'
import { changeRecipeSettings, type SettingsChange } from '../../settings/change-recipe-settings.js'
import { mayRun } from '../../settings/may-run.js'
import { defaultSettings, recipeSettings, type RecipeSettings } from '../../settings/recipe-settings.js'
import { snapshotSettings } from '../../settings/snapshot.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { createTestDatabase } from '../support/postgres.js'
import { alice, bob, pinned, switched } from './specs.js'

const live = { sandbox: false }
let db: Database

beforeEach(async () => {
  db = (await createTestDatabase()).db
})

function change(spec: RecipeSpec, wanted: SettingsChange, version: number) {
  return db.transaction((tx) =>
    changeRecipeSettings(tx, { spec, change: wanted, version, by: { kind: 'caller', caller: alice }, sandbox: false }),
  )
}

function audited() {
  return db.query<{ who: string | null; detail: object }>(
    `select aad_object_id as who, detail from audit where event = 'setting.changed' order by id`,
  )
}

describe('before anybody sets a recipe', () => {
  it('nobody may run it, and the switch is on', async () => {
    const settings = await recipeSettings(db, switched, live)
    expect(settings).toEqual(defaultSettings(switched, live))
    expect(settings).toMatchObject({ verifyUserAccess: true, enabled: true, who: 'nobody', signInHours: 72, version: 0 })
    expect(mayRun(settings, alice)).toBe('not_open')
  })

  it('everyone may run it in the sandbox', async () => {
    expect(mayRun(await recipeSettings(db, switched, { sandbox: true }), alice)).toBe('yes')
  })
})

describe('changing settings', () => {
  it('opens a recipe to named people, whatever the case of their ids', async () => {
    const result = await change(switched, { who: 'people', people: [alice.aadObjectId.toUpperCase()] }, 0)
    expect(result.kind).toBe('changed')
    const settings = await recipeSettings(db, switched, live)
    expect(mayRun(settings, alice)).toBe('yes')
    expect(mayRun(settings, bob)).toBe('not_listed')
  })

  it('says since when a recipe is off, and forgets it when it is on again', async () => {
    await change(switched, { who: 'everyone', enabled: false }, 0)
    const off = await recipeSettings(db, switched, live)
    expect(mayRun(off, alice)).toBe('disabled')
    expect(off.disabledAt).toBeInstanceOf(Date)
    await change(switched, { signInHours: 24 }, 1)
    expect((await recipeSettings(db, switched, live)).disabledAt).toEqual(off.disabledAt)
    await change(switched, { enabled: true }, 2)
    expect(await recipeSettings(db, switched, live)).toMatchObject({ enabled: true, disabledAt: null, version: 3 })
  })

  it('records who changed what, from what and to what, one entry a setting', async () => {
    await change(switched, { who: 'everyone', signInHours: 8 }, 0)
    const by = alice.aadObjectId
    expect(await audited()).toEqual([
      { who: by, detail: { recipe: 'createOpportunity', setting: 'who', from: 'nobody', to: 'everyone', by } },
      { who: by, detail: { recipe: 'createOpportunity', setting: 'signInHours', from: 72, to: 8, by } },
    ])
  })

  it('writes nothing where nothing changes', async () => {
    expect((await change(switched, { who: 'nobody', enabled: true }, 0)).kind).toBe('unchanged')
    expect((await recipeSettings(db, switched, live)).version).toBe(0)
    expect(await audited()).toEqual([])
  })

  it('lets one of two editors through and tells the other what stands now', async () => {
    await change(switched, { who: 'everyone' }, 0)
    const late = await change(switched, { who: 'nobody' }, 0)
    expect(late).toMatchObject({ kind: 'changed_meanwhile', settings: { who: 'everyone', version: 1 } })
  })

  it.each([0, 1])('lets one through of ten who save version %i at the same moment', async (version) => {
    if (version === 1) await change(switched, { signInHours: 100 }, 0)
    const results = await Promise.all(Array.from({ length: 10 }, (_, hour) => change(switched, { signInHours: hour + 1 }, version)))
    expect(results.filter(({ kind }) => kind === 'changed')).toHaveLength(1)
    expect(results.filter(({ kind }) => kind === 'changed_meanwhile')).toHaveLength(9)
    expect(await audited()).toHaveLength(version + 1)
  })

  it('refuses the switch where the recipe pins its apps', async () => {
    expect(await change(pinned, { verifyUserAccess: true }, 0)).toEqual({ kind: 'pinned' })
    expect(await audited()).toEqual([])
  })

  it('rolls back with the transaction it is part of, audit included', async () => {
    const failing = db.transaction(async (tx) => {
      await changeRecipeSettings(tx, {
        spec: switched,
        change: { who: 'everyone' },
        version: 0,
        by: { kind: 'shell', user: 'op' },
        sandbox: false,
      })
      throw new Error('later')
    })
    await expect(failing).rejects.toThrow('later')
    expect(await audited()).toEqual([])
    expect((await recipeSettings(db, switched, live)).who).toBe('nobody')
  })
})

describe('the snapshot that a run keeps', () => {
  const settings = (change: Partial<RecipeSettings>): RecipeSettings => ({ ...defaultSettings(switched, live), ...change })

  it('acts as the caller with the switch on, with the shared connection with it off', () => {
    expect(snapshotSettings(switched, settings({})).identities).toEqual({ salesforce: { mode: 'personal', configuration: 'salesforce' } })
    expect(snapshotSettings(switched, settings({ verifyUserAccess: false })).identities.salesforce?.mode).toBe('shared')
  })

  it('keeps what the recipe pins, whatever the switch says', () => {
    expect(snapshotSettings(pinned, settings({ verifyUserAccess: true })).identities.salesforce?.mode).toBe('shared')
    const personal: RecipeSpec = { ...pinned, apps: { salesforce: 'personal' } }
    expect(snapshotSettings(personal, settings({ verifyUserAccess: false })).identities.salesforce?.mode).toBe('personal')
  })

  it('takes the chosen app configuration, the deadline and the reply', () => {
    const chosen = settings({ configurations: { salesforce: 'sales-sandbox' }, signInHours: 8 })
    expect(snapshotSettings(pinned, chosen)).toEqual({
      identities: { salesforce: { mode: 'shared', configuration: 'sales-sandbox' } },
      signInHours: 8,
      reply: 'conversation',
    })
    expect(snapshotSettings(switched, chosen).reply).toBe('caller')
  })
})

it('a row from a time when the recipe had a switch does not unpin it', async () => {
  await change({ ...pinned, apps: { salesforce: 'switch' } }, { who: 'everyone' }, 0)
  const settings = await recipeSettings(db, pinned, live)
  expect(settings.verifyUserAccess).toBe(false)
  expect(snapshotSettings(pinned, settings).identities.salesforce?.mode).toBe('shared')
})
