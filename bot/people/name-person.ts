// Whom a typed name means, among those who are known.
import type { FieldProblem } from '../../text/field-problem.js'
import { nearest } from '../../text/nearest.js'
import type { PersonRef } from '../../workflows/params.js'

export interface Candidate {
  readonly aadObjectId: string
  readonly name: string
  /** Empty where it isn't known. */
  readonly email: string
  readonly teamsUserId: string
}
export type Named =
  { readonly kind: 'person'; readonly person: Omit<PersonRef, 'tenantId'> } | { readonly kind: 'problem'; readonly problem: FieldProblem }

const NAMED_AT_MOST = 5
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * An object id (what a people picker gives), an e-mail, a whole name, or the beginning of one of its words that only one person has.
 * @param mentioned Teams ids of people who are mentioned by this very name
 */
export function namePerson(typed: string, candidates: readonly Candidate[], mentioned: readonly string[]): Named {
  const wanted = fold(typed)
  if (GUID.test(wanted)) return whom(candidates.filter(({ aadObjectId }) => aadObjectId === wanted)) ?? unknown(typed, [])
  if (mentioned.length > 0) {
    const meant = candidates.filter(({ teamsUserId }) => mentioned.includes(teamsUserId))
    return whom(meant) ?? (meant.length > 1 ? which(typed, meant) : unknown(typed, candidates))
  }
  for (const fits of [byEmail, byName, byBeginning]) {
    const meant = candidates.filter((one) => fits(one, wanted))
    if (meant.length > 0) return whom(meant) ?? which(typed, meant)
  }
  return unknown(typed, candidates)
}

const byEmail = ({ email }: Candidate, wanted: string): boolean => email !== '' && fold(email) === wanted
const byName = ({ name }: Candidate, wanted: string): boolean => fold(name) === wanted
const byBeginning = ({ name }: Candidate, wanted: string): boolean =>
  wanted.length >= 2 &&
  (fold(name).startsWith(wanted) ||
    fold(name)
      .split(' ')
      .some((word) => word.startsWith(wanted)))

function whom([one, ...others]: readonly Candidate[]): Named | null {
  return one && others.length === 0 ? { kind: 'person', person: { aadObjectId: one.aadObjectId, name: one.name } } : null
}

function which(typed: string, meant: readonly Candidate[]): Named {
  const people = meant.slice(0, NAMED_AT_MOST).map(({ name, email }) => (email === '' ? name : `${name} (${email})`))
  return { kind: 'problem', problem: { kind: 'which_person', typed, people } }
}

function unknown(typed: string, candidates: readonly Candidate[]): Named {
  const names = [...new Set(candidates.map(({ name }) => name))]
  return {
    kind: 'problem',
    problem: { kind: 'unknown_person', typed: GUID.test(fold(typed)) ? null : typed, nearest: nearest(typed, names) },
  }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/^@/, '').replace(/\s+/g, ' ').trim().toLowerCase()
}
