// The peer's activities: the rows that a careful team would keep, the two requests to the app, the post to Teams.
import { performance } from 'node:perf_hooks'
import type pg from 'pg'
import { createCard, postActivity, type TeamsPost } from './teams.js'
import type { PeerInput } from './workflow.js'

export interface Opportunity {
  readonly id: string
  readonly owner: string
}

export interface ActivityDeps {
  readonly pool: pg.Pool
  readonly salesforceUrl: string
  readonly post: TeamsPost
}

export type Activities = ReturnType<typeof createActivities>

const API = '/services/data/v64.0'
const DAY_MS = 86_400_000

export function createActivities({ pool, salesforceUrl, post }: ActivityDeps) {
  const request = async (path: string, token: string, entered: number, json?: object): Promise<unknown> => {
    const response = await fetch(`${salesforceUrl}${API}${path}`, {
      method: json ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        // When this activity began, for the benchmark's clock.
        'x-entered': String(entered),
      },
      ...(json && { body: JSON.stringify(json) }),
    })
    if (!response.ok) throw new Error(`The app answered ${String(response.status)}: ${await response.text()}`)
    return response.json()
  }

  return {
    async askToSignIn({ runId, name }: PeerInput): Promise<void> {
      await pool.query(`insert into waits (run_id) values ($1) on conflict do nothing`, [runId])
      await pool.query(`update runs set state = 'waiting' where id = $1`, [runId])
      await postActivity(post, await conversationOf(pool, runId), createCard(`Sign in to Salesforce to continue ${name}`))
    },

    async createOpportunity({ runId, name, amount, stage }: PeerInput): Promise<Opportunity> {
      const entered = performance.timeOrigin + performance.now()
      const { rows } = await pool.query<{ token: string }>(`select token from connections where caller = 'shared'`)
      const token = rows[0]?.token ?? ''
      await pool.query(`insert into effects (run_id, step) values ($1, 'createOpportunity') on conflict do nothing`, [runId])
      const closeDate = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10)
      const fields = { Name: name, StageName: stage, Amount: amount, CloseDate: closeDate, Workbot_Key__c: runId }
      const { id } = (await request('/sobjects/Opportunity', token, entered, fields)) as { id: string }
      const soql = `select Id, Name, Amount, StageName, CloseDate, Owner.Name from Opportunity where Id = '${id}' order by CreatedDate desc limit 1`
      const found = (await request(`/query?q=${encodeURIComponent(soql)}`, token, entered)) as { records: { Owner: { Name: string } }[] }
      const opportunity = { id, owner: found.records[0]?.Owner.Name ?? '' }
      await pool.query(`update effects set finished_at = now(), result = $2 where run_id = $1`, [runId, JSON.stringify(opportunity)])
      return opportunity
    },

    async finish({ runId, name }: PeerInput, opportunity: Opportunity): Promise<void> {
      await pool.query(`update runs set state = 'completed', ended_at = now(), outcome = $2 where id = $1`, [
        runId,
        JSON.stringify(opportunity),
      ])
      const card = createCard(`Created the opportunity ${name}`, `Done as ${opportunity.owner}`)
      await postActivity(post, await conversationOf(pool, runId), card)
      await pool.query(`update runs set posted_at = now() where id = $1`, [runId])
    },
  }
}

async function conversationOf(pool: pg.Pool, runId: string): Promise<{ id: string; serviceUrl: string }> {
  const { rows } = await pool.query<{ id: string; serviceUrl: string }>(
    `select conversations.id, service_url as "serviceUrl" from conversations join runs on conversation_id = conversations.id where runs.id = $1`,
    [runId],
  )
  return rows[0] ?? { id: '', serviceUrl: '' }
}
