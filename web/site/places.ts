// The pages that stand in the navigation, and who may open each.
import type { Role } from '../../settings/roles.js'
import { site } from '../../text/site.js'
import { siteApps } from '../../text/site-apps.js'
import { incidentWords } from '../../text/site-incident.js'
import { siteOverview } from '../../text/site-overview.js'
import { APPS, AUDIT, CONNECTIONS, everybody, hasOneOf, INCIDENT, OVERVIEW, overseers, readers, RECIPES, RUNS } from './site-deps.js'

export interface Place {
  readonly href: string
  readonly title: string
  readonly roles: readonly Role[]
}

/** In their order. */
const places: readonly Place[] = [
  { href: OVERVIEW, title: siteOverview.title(), roles: overseers },
  { href: RUNS, title: site.places.runs(), roles: everybody },
  { href: CONNECTIONS, title: site.places.connections(), roles: everybody },
  { href: RECIPES, title: site.places.recipes(), roles: readers },
  { href: APPS, title: siteApps.title(), roles: readers },
  { href: AUDIT, title: site.places.audit(), roles: overseers },
  { href: INCIDENT, title: incidentWords.title(), roles: ['admin'] },
]

export function placesFor(roles: readonly Role[]): readonly Place[] {
  return places.filter((place) => hasOneOf(roles, place.roles))
}
