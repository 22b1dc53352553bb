// Everything that a run's page tells, read for one visitor: null where they may not see it.
import { listRunEvents } from '../../../audit/of-run.js'
import { isSameCaller } from '../../../caller.js'
import type { Transaction } from '../../../database.js'
import { findContinuable } from '../../../runs/continuable.js'
import { listProposals } from '../../../runs/proposals.js'
import { findRunFacts, listCalledTold, listEffectsTold, listWaitsTold } from '../../../runs/story-of-run.js'
import { recipeTitle } from '../../../text/recipe-title.js'
import { configurationNames } from '../app-choices.js'
import { namesOfPeople } from '../people-names.js'
import { hasOneOf, overseers, type SiteDeps, type Visit } from '../site-deps.js'
import type { Told } from './story.js'

export const isOwnRun = ({ run }: Pick<Told, 'run'>, { session }: Visit): boolean => isSameCaller(run.caller, session.caller)

/** Members and authors see their own runs, admins and operators all; nobody learns which ids there are. */
export async function findRunPage(
  tx: Transaction,
  { specs }: Pick<SiteDeps, 'specs'>,
  { id, visit }: { id: string; visit: Visit },
): Promise<Told | null> {
  const run = await findRunFacts(tx, id)
  if (!run || (!isOwnRun({ run }, visit) && !hasOneOf(visit.roles, overseers))) return null
  const [waits, effects, called, events, proposals, continuable] = [
    await listWaitsTold(tx, id),
    await listEffectsTold(tx, id),
    await listCalledTold(tx, run),
    await listRunEvents(tx, id),
    await listProposals(tx, id),
    run.endedAt === null ? 'open' : await findContinuable(tx, id),
  ]
  const title = (recipe: string): string => {
    const spec = specs.find(({ name }) => name === recipe)
    return spec ? recipeTitle(spec) : recipe
  }
  const ids = [...events.flatMap(({ person, detail }) => [person, detail.by]), ...proposals.map(({ by }) => by)].filter(
    (by) => typeof by === 'string',
  )
  const people = await namesOfPeople(tx, { tenantId: run.caller.tenantId, ids })
  return {
    run,
    waits,
    effects,
    called,
    events,
    proposals,
    mayContinue: continuable === 'yes',
    title,
    people,
    apps: await configurationNames(tx),
  }
}
