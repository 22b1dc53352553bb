// What must be true of a person once everything that they began has ended, whatever happened in between.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { runName } from '../../../text/run-name.js'
import { liveAmong } from '../../support/live-tokens.js'
import type { Actor, Scene } from './actor.js'

/** Others' kills go on meanwhile, and each costs a write under way its time-out. */
const ENDS_MS = 600_000
const OUR_SIDE_DOWN = "I can't start anything right now. Nothing was done."

interface RunRow {
  readonly id: string
  readonly state: string
  readonly activityId: string
  readonly isTold: boolean
}

/** What is still open of a person's: nothing, at the end. */
const left = `
with own as (select * from runs where aad_object_id = $1)
select 'a run without an end' as what, count(*)::int as many from own where ended_at is null
union all select 'a receipt owed', count(*)::int from own where posted_at is null
union all select 'an open wait', count(*)::int from waits where aad_object_id = $1 and outcome is null
union all select 'a signal owed', count(*)::int from waits where aad_object_id = $1 and signalled_at is null
union all select 'a completed run with a write without an end', count(*)::int
  from effects join own on own.id = run_id where state = 'completed' and finished_at is null
union all select 'a sign-in that is still asked for', count(*)::int from sign_in_requests where aad_object_id = $1 and ended_at is null`

/** Answers what is asked until everything has ended; the person then disconnects. @throws with what hasn't ended */
export async function drain({ world }: Scene, actor: Actor): Promise<void> {
  const { aadObjectId, key } = actor.teams.person
  await within(ENDS_MS, async () => {
    await actor.signsInWhereAsked()
    const open = (await world.db.query<{ what: string; many: number }>(left, [aadObjectId])).filter(({ many }) => many > 0)
    return open.map(({ what, many }) => `${String(many)} × ${what}`)
  })
  const connected = `select 1 from connections where aad_object_id = $1`
  if ((await world.db.query(connected, [aadObjectId])).length > 0) await actor.disconnects()
  expect(await world.db.query(connected, [aadObjectId]), 'a disconnect leaves no connection').toEqual([])
  await within(ENDS_MS, async () => {
    // A try that a kill cut off is due again after a minute: here that minute is over.
    await world.db.query(`update revocations set next_attempt_at = now() where id in (
      select id from revocations where done_at is null and attempts > 0 order by id for update skip locked)`)
    return world.salesforce.liveTokens(key).map(({ kind }) => `an ${kind} token that lives`)
  })
}

/** @throws where one doesn't hold */
export async function expectAllHolds({ world }: Scene, actor: Actor): Promise<void> {
  const { person } = actor.teams
  const rows = await world.db.query<RunRow>(
    `select id, state, reply_to_id as "activityId", posted_at is not null as "isTold" from runs where aad_object_id = $1`,
    [person.aadObjectId],
  )
  const asked = [...actor.commands.values()]
  const accepted = rows.map(({ activityId }) => activityId)
  expect(new Set(accepted).size, 'each command is one run').toBe(accepted.length)
  expect(asked, 'each run was asked for').toEqual(expect.arrayContaining(accepted))
  // On a crowded machine the bot may say that it can't: then nothing is begun.
  const refused = actor.teams.reads().filter((text) => text.includes(OUR_SIDE_DOWN)).length
  expect(asked.length - accepted.length, 'each command is a run, or its person is told that it is none').toBeLessThanOrEqual(refused)

  const account = world.salesforce.accounts.find(({ key }) => key === person.key)
  const effects = await world.db.query<{ key: string; isFinished: boolean }>(
    `select effect_key as "key", finished_at is not null as "isFinished" from effects where run_id = any($1)`,
    [rows.map(({ id }) => id)],
  )
  const records = world.salesforce.records.filter(({ Name }) => Name.startsWith(`${person.name} `))
  const written = records.map((record) => record.Workbot_Key__c)
  // A run that ended while its write had no answer may have written; its record has that write's key.
  const sure = effects.filter(({ key, isFinished }) => isFinished || written.includes(key))
  expect(written.sort(), 'each effect is one record, and each record an effect').toEqual(sure.map(({ key }) => key).sort())
  for (const { OwnerId, CreatedById } of records)
    expect([OwnerId, CreatedById], 'as the right account').toEqual([account?.userId, account?.userId])
  for (const [name, activityId] of actor.commands) {
    const run = rows.find((row) => row.activityId === activityId)
    const times = records.filter((record) => record.Name === name).length
    expect(times, `${name}, ${String(run?.state)}: at most one effect`).toBeLessThanOrEqual(1)
    if (run?.state === 'completed') expect(times, `${name} is completed`).toBe(1)
  }

  expect(
    rows.filter((run) => !isTold(actor, run)).map(({ id, state }) => ({ id, state })),
    'every caller is told',
  ).toEqual([])
  expect(await liveAmong(world, [...actor.tokens]), 'no live token after the disconnect').toBe(0)
}

/** A message names the run; who pressed Cancel got the answer there. */
function isTold({ teams, answers, commands }: Actor, { id, state, activityId }: RunRow): boolean {
  const [name = ''] = [...commands].find(([, activity]) => activity === activityId) ?? []
  const messages = teams.reads()
  if (state === 'completed') return messages.some((text) => text.includes(`Created the opportunity ${name}`))
  if (messages.some((text) => text.includes(runName(id)))) return true
  return state === 'cancelled' && answers.some((text) => text.includes('This run is cancelled'))
}

/** Polls until nothing is left. */
async function within(ms: number, look: () => Promise<readonly string[]>): Promise<void> {
  const deadline = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found.length === 0) return
    if (Date.now() > deadline) throw new Error(`After ${String(ms / 1_000)} s there is still: ${found.join(', ')}`)
    await wait(500)
  }
}
