// A file on its way to Box in a run: there once though its answer was lost, and nobody else's.
import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { BoxStandIn } from '../../sandbox/box/index.js'
import { alice, bob, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { createTeamsPerson } from '../support/teams-person.js'
import { handOn, intoBox } from './fixtures/into-box.js'

let t: RecipeTest
beforeEach(async () => {
  t = await testRecipe(intoBox, { from: new URL('./fixtures/into-box.ts', import.meta.url), also: [handOn] })
})
const named = (name: string) => (t.world.other('box') as BoxStandIn).state.items.filter((item) => item.name === name)

it('whose answer is lost is there once, byte by byte, and its bytes are in no history', async () => {
  const bytes = Buffer.concat([Buffer.from('canary in the file'), randomBytes(700_000)])
  await t.connects(alice, 'box')
  ;(t.world.other('box') as BoxStandIn).addFault({ kind: 'drop', path: '/api/2.0/files/content' })
  await t.as(alice).send('into box', { file: { name: 'plan.bin', content: bytes } })
  expect(t.said.at(-1)).toContain(`Put plan.bin there, ${createHash('sha1').update(bytes).digest('hex')}`)
  expect(named('plan.bin')).toMatchObject([{ content: { size: bytes.length } }])
  const [run] = await t.world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
  const history = await t.world.temporal.workflow.getHandle(run?.id ?? '').fetchHistory()
  expect(JSON.stringify(history).length).toBeLessThan(60_000)
})

it('a form that names the file of somebody else starts nothing', async () => {
  await t.connects(alice, 'box')
  await t.connects(bob, 'box')
  const his = createTeamsPerson(t.world, bob)
  await t.as(alice).send('into box', { file: { name: 'hers.txt', content: 'hers' } })
  expect(t.said.at(-1)).toContain('Put hers.txt there')
  const before = named('hers.txt').length
  await his.says('into box')
  await his.sees('Send me the file here')
  const [file] = await t.world.db.query<{ id: string }>(`select id from files`)
  const [button] = his.buttons().filter(({ title }) => title === 'Start Into box')
  await his.sendsPress({ ...button?.data, files: { what: file?.id } })
  expect(named('hers.txt')).toHaveLength(before)
  expect(await t.world.db.query(`select id from runs where aad_object_id = $1`, [bob.aadObjectId])).toEqual([])
})

it('is handed on to a recipe that another one calls, and to no other run', async () => {
  await t.connects(alice, 'box')
  await t.as(alice).send('hand on', { file: { name: 'handed.txt', content: 'handed on' } })
  await t.as(alice).sees('Put handed.txt there')
  await t.as(alice).sees('Handed on.')
  expect(named('handed.txt')).toMatchObject([{ content: { size: 9 } }])
  expect(await t.world.db.query(`select recipe from run_files join runs on runs.id = run_id order by accepted_at`)).toEqual([
    { recipe: 'handOn' },
    { recipe: 'intoBox' },
  ])
})
