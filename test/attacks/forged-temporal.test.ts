// Whoever can reach Temporal, but has no codec keys, gains nothing: authority is the run's row.
import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const input = { params: { name: 'Forged', amount: 1, stage: 'Prospecting' }, caller: {} }

describe('a forged signal or start from the Temporal CLI', () => {
  let world: World
  let alice: TeamsPerson
  let connection: Connection
  let plain: Client

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    connection = await Connection.connect({ address: inject('temporalAddress') })
    plain = new Client({ connection })
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
    await alice.sees([SIGN_IN, 'Acme'])
  })
  afterAll(async () => {
    await connection.close()
    await world.close()
  })

  const runs = () =>
    world.db.query<{ id: string; state: string; temporalRunId: string }>(
      `select id, state, temporal_run_id as "temporalRunId" from runs order by accepted_at`,
    )
  const firstRun = async () => {
    const [run] = await runs()
    if (!run) throw new Error('There is no run.')
    return run
  }

  it('a forged awaitUserAuth only makes the run look at its row: it still waits, and nothing is done', async () => {
    const { id } = await firstRun()
    await plain.workflow.getHandle(id).signal('awaitUserAuth')
    await waitForSteps(world, id, 2)
    expect(await firstRun()).toMatchObject({ state: 'waiting_sign_in' })
    expect(world.salesforce.records).toHaveLength(0)
  })

  it('a workflow of another id that names the run, with inputs that anybody could send, does nothing', async () => {
    const handle = await plain.workflow.start('createOpportunity', {
      taskQueue: world.taskQueue,
      workflowId: `mine-${randomUUID()}`,
      args: [input],
      workflowTaskTimeout: '2s',
    })
    await failedTask(plain, handle.workflowId)
    await handle.terminate()
    expect(world.salesforce.records).toHaveLength(0)
  })

  it('the same with properly encrypted input is refused by its id', async () => {
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Acme')
    const handle = await world.temporal.workflow.start('createOpportunity', {
      taskQueue: world.taskQueue,
      workflowId: `mine-${randomUUID()}`,
      args: [input],
    })
    await expect(handle.result()).rejects.toThrow()
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['Acme'])
    expect(world.logLines.join('')).toContain('WB-RUN-001')
  })

  it('a start under the id of a run that has ended does nothing, for all that its caller is connected', async () => {
    const { id } = await firstRun()
    const handle = await world.temporal.workflow.start('createOpportunity', {
      taskQueue: world.taskQueue,
      workflowId: id,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      args: [input],
    })
    await expect(handle.result()).rejects.toThrow()
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['Acme'])
    expect(await runs()).toHaveLength(1)
  })
})

/** Resolves when the run has tried its step this often. */
async function waitForSteps(world: World, workflowId: string, times: number): Promise<void> {
  for (;;) {
    const { events } = await world.temporal.workflow.getHandle(workflowId).fetchHistory()
    const tries = (events ?? []).filter(
      ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === 'salesforce.createOpportunity',
    )
    const waits = (events ?? []).filter(({ activityTaskCompletedEventAttributes: completed }) => completed)
    if (tries.length >= times && waits.length >= times) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Resolves when the worker has refused to decode the workflow's input. */
async function failedTask(client: Client, workflowId: string): Promise<void> {
  for (;;) {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory()
    if ((events ?? []).some(({ workflowTaskFailedEventAttributes: failed }) => failed)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
