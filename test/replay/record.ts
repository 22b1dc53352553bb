// Records the histories that aren't saved yet, by running each recipe: `npm run history:record`. One that is saved stays: runs like it may still wait.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { inject, it } from 'vitest'
import { readConfig } from '../../config.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { saveHistory } from '../../worker/versions/save-history.js'
import { startFileServer } from '../support/file-server.js'
import { connectIntegration } from '../support/shared-connection.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson } from '../support/teams-person.js'
import { startWorld } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'

it('saves a history of each recipe', async () => {
  const files = await startFileServer()
  const world = await startWorld({ others: ['servicenow', 'box'], env: { TEAMS_FILE_HOSTS: files.host } })
  const { CODEC_KEYS: codecKeys } = readConfig('worker', world.env)
  const bundle = await readFile(inject('workflowBundle'), 'utf8')
  const alice = createTeamsPerson(world, aliceInTeams)
  const bob = createTeamsPerson(world, bobInTeams)
  const save = async (file: string): Promise<void> => {
    const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
    const runId = run?.id ?? ''
    await world.temporal.workflow.getHandle(runId).result()
    const at = new URL(`./histories/${file}.json`, import.meta.url)
    if (!existsSync(at)) await writeFile(at, await saveHistory({ client: world.temporal, codecKeys, bundle, runId }))
  }
  try {
    await connectIntegration(world)
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
    await alice.sees([SIGN_IN, 'Acme'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Acme')
    await save('create-opportunity-after-sign-in')

    await alice.says('create opportunity name: Globex amount: 1 stage: Prospecting')
    await alice.sees('Created the opportunity Globex')
    await save('create-opportunity-at-once')

    await bob.says('help')
    await alice.says('approve discount opportunity: Globex percent: 20')
    await bob.sees('discount for Globex?')
    await bob.presses('Approve')
    await bob.sees([SIGN_IN, 'You decided in'])
    await signsIn(bob.link(SIGN_IN), { as: 'bob' })
    await alice.sees('Bob Olsen: Approve for Globex')
    await save('approve-discount-by-another')

    await world.salesforce.revokeAll('alice')
    await alice.says('create opportunity name: Denied amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Denied'])
    await alice.presses('Cancel this run')
    await save('create-opportunity-cancelled')

    await alice.says('pipeline')
    await alice.sees('shared connection')
    await save('pipeline')

    await alice.says('my incidents')
    await alice.sees('Sign in to ServiceNow')
    await signsIn(alice.link('Sign in to ServiceNow'), { as: 'alice' })
    await alice.sees('Your open incidents')
    await save('my-incidents-after-sign-in')

    await alice.says('report incident title: Screen is dark urgency: high', {
      change: { attachments: [files.sends('photo.jpg', Buffer.from('pixels'))] },
    })
    await alice.sees('Reported INC')
    await save('report-incident-with-file')

    await alice.says('my approvals')
    await alice.sees([SIGN_IN, 'My approvals'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees(['waits for your approval', 'ServiceNow as alice'])
    await save('my-approvals')

    await alice.says('who am I')
    await alice.sees('Sign in to Box')
    await signsIn(alice.link('Sign in to Box'), { as: 'alice' })
    await alice.sees('In Box you are Alice Jensen')
    await save('who-am-i-after-sign-in')

    await alice.says('create opportunity name: Piper amount: 1 stage: Prospecting')
    await alice.sees('Created the opportunity Piper')
    await alice.says('approve discount opportunity: Piper percent: 30')
    await bob.sees('discount for Piper?')
    await bob.says('my approvals')
    await bob.sees('Sign in to ServiceNow')
    await signsIn(bob.link('Sign in to ServiceNow'), { as: 'bob' })
    await bob.sees(['What waits for your approval', 'Approve Piper'])
    await bob.presses('Approve Piper')
    await bob.sees(['What waits for your approval', 'You chose *Approve*, '])
    await save('my-approvals-decided-in-place')

    await alice.says('create opportunity name: Initech amount: 1 stage: Prospecting')
    await alice.sees('Created the opportunity Initech')
    await alice.says('deal room opportunity: Initech team: bob@contoso-sales.example')
    await alice.sees('Invited 1 person')
    await save('deal-room')

    for (const name of ['Vandelay one', 'Vandelay two']) {
      await alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
      await alice.sees(`Created the opportunity ${name}`)
    }
    await alice.says('deal room opportunity: vandelay')
    await alice.sees(['Which *Opportunity* do you mean?', 'Choose Vandelay two'])
    await alice.presses('Choose Vandelay two')
    await alice.sees('Vandelay two has a room')
    await save('deal-room-of-a-chosen-record')

    for (const app of ['Box', 'ServiceNow']) {
      await alice.says(`disconnect ${app.toLowerCase()}`)
      await alice.sees(`Disconnect ${app}?`)
      await alice.presses(`Disconnect ${app}`)
      await alice.sees(`Disconnected from ${app}`)
    }
    await alice.says('close deal opportunity: Initech')
    await alice.sees('needs 3 sign-ins')
    for (const app of ['Box', 'ServiceNow']) await signsIn(alice.link(`Sign in to ${app}`), { as: 'alice' })
    await alice.sees('Initech is closed as won')
    await save('close-deal-in-one-card')

    await alice.says(`onboard won deals since: ${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}`)
    await alice.sees('Set up ')
    await save('onboard-won-deals')
  } finally {
    await world.close()
    await files.close()
  }
})
