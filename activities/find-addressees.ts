// Who the people of a question are in Teams: by their own connection to the app that named them, else by the address that Teams' roster has.
import { isSameCaller, type Caller } from '../caller.js'
import { findOwnerOfAccount } from '../connections/owner-of-account.js'
import { findKnownPerson, findPersonByEmail } from '../conversations/known-person.js'
import type { NewAddressee } from '../runs/addressees.js'
import type { Run } from '../runs/types.js'
import type { AskedPerson } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'

/** `isOwn`: the run's caller was among them, and is left out. Each person once. */
export async function findAddressees(
  { db }: Pick<ActivityDeps, 'db'>,
  run: Run,
  asked: readonly AskedPerson[],
): Promise<{ readonly people: readonly NewAddressee[]; readonly isOwn: boolean }> {
  const found = new Map<string, NewAddressee>()
  let isOwn = false
  for (const one of asked) {
    const person = await find(db, run, one)
    if (isCaller(run, person)) isOwn = true
    else found.set(person.caller?.aadObjectId ?? person.email, person)
  }
  return { people: [...found.values()], isOwn }
}

async function find(db: ActivityDeps['db'], run: Run, asked: AskedPerson): Promise<NewAddressee> {
  const { tenantId } = run.caller
  const email = 'email' in asked ? asked.email.toLowerCase() : ''
  const caller = 'aadObjectId' in asked ? { tenantId, aadObjectId: asked.aadObjectId } : await ownerOf(db, run, asked)
  const known = caller ? await findKnownPerson(db, caller) : await findPersonByEmail(db, { tenantId, email })
  return {
    ...{ caller: caller ?? known?.caller ?? null, tenantId, email: known?.email || email },
    ...{ name: known?.name || asked.name, teamsUserId: known?.teamsUserId ?? '', timeZone: known?.timeZone ?? run.profile.timeZone },
  }
}

async function ownerOf(
  db: ActivityDeps['db'],
  { caller, settings }: Run,
  { app, accountKey }: Extract<AskedPerson, { app: string }>,
): Promise<Caller | null> {
  const configurationId = settings.identities[app]?.configuration
  return configurationId === undefined ? null : findOwnerOfAccount(db, { tenantId: caller.tenantId, configurationId, accountKey })
}

/** Also where they are known by nothing but their address. */
function isCaller({ caller, profile }: Run, person: NewAddressee): boolean {
  if (person.caller) return isSameCaller(person.caller, caller)
  return person.email !== '' && person.email === profile.email.toLowerCase()
}
