// Runs that wait, as rows alone: for tests that need many of them and no workflow.
import { randomUUID } from 'node:crypto'
import type { Caller, CallerProfile } from '../../caller.js'
import { openSignInRequest } from '../../connections/sign-in-requests.js'
import type { Database } from '../../database.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { acceptRun, type NewRun } from '../../runs/accept-run.js'
import { openWait } from '../../runs/open-wait.js'
import { runIdFor } from '../../runs/run-id.js'
import { seedAppConfiguration } from '../../settings/app-configurations.js'

export const keys = createKeyRing([{ id: 'shared-1', key: Buffer.alloc(32, 7) }])
export const carol: Caller = { tenantId: '5b1c5a4e-0000-4000-8000-000000000001', aadObjectId: 'ca201000-0000-4000-8000-000000000003' }
const profile: CallerProfile = { name: 'Carol', email: 'carol@contoso.example', locale: 'en-US', timeZone: 'UTC', teamsUserId: '29:carol' }
const CONVERSATION = 'a:carol'

/** What the rows of a run refer to. */
export async function seedRows(db: Database): Promise<void> {
  await seedAppConfiguration(db, {
    ...{ id: 'salesforce', app: 'salesforce', label: 'Production', baseUrl: 'https://login.example', clientId: 'workbot' },
    scopes: ['api'],
    acceptedOrgs: [],
  })
  await db.query(
    `insert into conversation_references (conversation_id, tenant_id, kind, aad_object_id, reference) values ($1, $2, 'personal', $3, '{}')
     on conflict do nothing`,
    [CONVERSATION, carol.tenantId, carol.aadObjectId],
  )
}

/** A run that somebody asked for. `trigger`: the Teams activity's id. */
export function newRun(trigger: string = randomUUID()): NewRun {
  return {
    id: runIdFor(keys, { recipe: 'createOpportunity', tenantId: carol.tenantId, conversationId: CONVERSATION, trigger }),
    recipe: 'createOpportunity',
    caller: carol,
    profile,
    conversationId: CONVERSATION,
    params: { name: 'Acme' },
    settings: { identities: { salesforce: { mode: 'personal', configuration: 'salesforce' } }, signInHours: 72, reply: 'caller' },
  }
}

export const STEP = 'salesforce.createOpportunity'

/** An accepted run that waits for a sign-in; several share one request. */
export async function addWaitingRun(db: Database): Promise<{ runId: string; requestId: string }> {
  const run = newRun()
  return db.transaction(async (tx) => {
    await acceptRun(tx, keys, run)
    const { id: requestId } = await openSignInRequest(tx, { caller: carol, configurationId: 'salesforce' })
    await openWait(tx, {
      runId: run.id,
      stepKey: STEP,
      caller: carol,
      signInRequestId: requestId,
      versionSeen: null,
      hours: 72,
      timeZone: 'UTC',
    })
    await tx.query(`update runs set temporal_run_id = 'one', state = 'waiting_sign_in' where id = $1`, [run.id])
    return { runId: run.id, requestId }
  })
}
