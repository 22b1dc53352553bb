// A caller who gives one command after the other while parts die: says it until it is acknowledged, and answers what is asked.
import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxPerson } from '../../../sandbox/people.js'
import { asSuperuser } from '../../../sandbox/postgres/roles.js'
import { createBrowser } from '../../support/browser.js'
import type { ProgramWorld } from '../../support/program-world.js'
import { signsIn } from '../../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../../support/teams-person.js'
import { runName } from '../../../text/run-name.js'
import type { Chance } from './chance.js'

export interface Asked {
  readonly name: string
  readonly runId: string
  readonly state: string
  /** One of its writes was sent and never answered: whether it was done is known to the app alone. */
  readonly isUnsure: boolean
  /** What its caller reads of it, once nothing is owed any more. */
  readonly told: () => { readonly isTold: boolean; readonly isToldUnsure: boolean }
}

interface Row {
  readonly id: string
  readonly state: string
  readonly posted: boolean
  readonly unsure: boolean
}

const TITLE = 'Sign in to Salesforce'
const ACTS = ['signs in', 'signs in', 'signs in', 'denies', 'cancels'] as const
const ENDS_MS = 300_000

/** `calm` is aborted once nothing is killed any more. */
interface Storm {
  readonly world: ProgramWorld
  readonly calm: AbortSignal
}

/** Gives a command and stays with it until its run has ended. @throws where it hasn't five minutes after the last kill */
export async function giveCommand({ world, calm }: Storm, who: SandboxPerson, count: number, chance: Chance): Promise<Asked> {
  const person = createTeamsPerson(world, who)
  const act = chance.oneOf(ACTS)
  const name = `Load ${who.key} ${String(count)}`
  const activityId = `${who.key}-${String(count)}`
  const isShared = chance.number(5) === 0
  const text = isShared ? 'pipeline' : `create opportunity name: ${name} amount: 1 stage: Prospecting`
  if (chance.number(2) === 0) await world.salesforce.revokeAll(who.key)
  let deadline = Infinity
  for (;;) {
    const row = await findRow(world, activityId).catch(() => 'unknown' as const)
    if (row === null) await person.says(text, { activityId }).catch(() => 0)
    else if (row !== 'unknown' && row.posted)
      return { name, runId: row.id, state: row.state, isUnsure: row.unsure, told: () => told(person, row, { name, isShared }) }
    else await answer(person, who, act).catch(() => undefined)
    if (deadline === Infinity && calm.aborted) deadline = Date.now() + ENDS_MS
    if (Date.now() > deadline)
      throw new Error(`${name} has no end: ${JSON.stringify(row)}. ${who.name} reads: ${person.reads().slice(-3).join('\n')}`)
    await wait(700)
  }
}

async function findRow({ superuserUrl }: ProgramWorld, activityId: string): Promise<Row | null> {
  const sql = `select id, state, posted_at is not null as posted,
      exists (select 1 from effects where run_id = runs.id and finished_at is null) as unsure
    from runs where reply_to_id = $1`
  const { rows } = await asSuperuser(superuserUrl, (client) => client.query<Row>(sql, [activityId]))
  return rows[0] ?? null
}

async function answer(person: TeamsPerson, who: SandboxPerson, act: (typeof ACTS)[number]): Promise<void> {
  const link = person.link(TITLE)
  if (!(await createBrowser().open(link)).html.includes('<form')) return
  if (act === 'cancels') await person.presses('Cancel this run')
  else await signsIn(link, { as: who.key, ...(act === 'denies' && { account: '' }) })
}

/** A completed run has its receipt, any other a message that names it; where Cancel was pressed, the card that was pressed says so. */
function told(person: TeamsPerson, { id, state }: Row, { name, isShared }: { name: string; isShared: boolean }) {
  const wanted = state === 'completed' && !isShared ? `Created the opportunity ${name}` : runName(id)
  const isCancelled = state === 'cancelled'
  const texts = person.reads()
  return {
    isTold: texts.some((text) => text.includes(isCancelled ? 'is no longer needed' : wanted)),
    isToldUnsure: texts.some((text) => text.includes('it may have been done') && text.includes(runName(id))),
  }
}
