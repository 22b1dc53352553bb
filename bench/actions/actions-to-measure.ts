// Which actions are measured, and with what: every write that takes no file, as its test prepares it, and a read of each kind.
import { startBox } from '../../sandbox/box/index.js'
import { salesforceAccounts } from '../../sandbox/salesforce/accounts.js'
import { startSalesforce } from '../../sandbox/salesforce/index.js'
import { startServiceNow } from '../../sandbox/servicenow/index.js'
import { boxWrites } from '../../test/effects/every-write/box.js'
import { salesforceWrites } from '../../test/effects/every-write/salesforce.js'
import { serviceNowWrites } from '../../test/effects/every-write/servicenow.js'
import { asking, type Writes } from '../../test/effects/every-write/table.js'
import { signInRaw, standInOptions } from '../../test/support/oauth-app.js'
import { apps, type AppId } from '../../apps/index.js'

export interface ReadyApp {
  readonly id: AppId
  readonly url: string
  readonly token: string
  /** `<org id>/<user id>`, as the sign-in would have found it; Salesforce's actions look for what is the user's. */
  readonly accountKey: string
  /** By the action's name. */
  readonly inputs: Readonly<Record<string, unknown>>
  close(): Promise<void>
}

const reads = {
  salesforce: { pipeline: undefined, findOpportunities: { nameContains: 'Bench' }, myApprovals: undefined },
  servicenow: { myIncidents: undefined, findIncidents: { title: 'Bench' }, myApprovals: undefined },
  box: { whoAmI: undefined, listFolder: undefined, searchItems: { query: 'Bench' } },
} satisfies Readonly<Partial<Record<AppId, Readonly<Record<string, unknown>>>>>
type Measured = keyof typeof reads
/** Who works there: he may resolve incidents. */
const accounts: Readonly<Record<Measured, string>> = { salesforce: 'alice', servicenow: 'bob', box: 'alice' }
/** Nobody has sent one: a write that takes a file isn't measured. */
const noFile = { id: '', name: '', bytes: 0 }
const strike = { tag: 'Bench', odd: () => 'of a deal', files: { small: noFile, large: noFile } }

/** Each with its stand-in, signed in, and what its actions need. */
export async function* readyApps(): AsyncGenerator<ReadyApp> {
  const salesforce = await startSalesforce(standInOptions)
  yield await ready('salesforce', salesforce, (ask) => salesforceWrites(salesforce, { ...strike, ask }))
  const servicenow = await startServiceNow(standInOptions)
  yield await ready('servicenow', servicenow, (ask) => serviceNowWrites(servicenow, { ...strike, ask }))
  const box = await startBox(standInOptions)
  yield await ready('box', box, (ask) => boxWrites(box, { ...strike, ask }))
}

async function ready(
  id: Measured,
  { url, close }: { url: string; close: () => Promise<void> },
  prepare: (ask: ReturnType<typeof asking>) => Promise<Writes>,
): Promise<ReadyApp> {
  const { oauth } = apps[id]
  const { authorization, token: tokenUrl } = oauth.endpoints(url)
  const paths = { authorization: new URL(authorization).pathname, token: new URL(tokenUrl).pathname }
  const { json } = await signInRaw({ url }, paths, { account: accounts[id], scope: oauth.scopes.join(' ') })
  const token = String(json?.access_token)
  const writes = await prepare(asking(url, () => token))
  const measured = Object.entries(writes).filter(([, { input }]) => !Object.hasOwn(input as object, 'file'))
  const inputs = Object.fromEntries(measured.map(([action, { input }]) => [action, input]))
  const userId = salesforceAccounts.find(({ key }) => key === accounts[id])?.userId ?? ''
  return { id, url, token, accountKey: `org/${userId}`, inputs: { ...reads[id], ...inputs }, close }
}
