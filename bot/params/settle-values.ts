// Puts what only the bot can find in the place of what was typed: the people who were named, the files that were sent. What can't be found is a problem of its field.
import type { Transaction } from '../../database.js'
import { findFiles, findFreshFiles, type StagedFile } from '../../runs/files-of-run.js'
import type { FieldProblem } from '../../text/field-problem.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { Asked } from '../bot-deps.js'
import { fileParams } from '../files/takes-file.js'
import type { TypedValue } from './validate-params.js'

type Values = Readonly<Record<string, TypedValue>>
export interface Settled {
  readonly values: Values
  readonly problems: Readonly<Record<string, FieldProblem>>
}

/**
 * @param values as typed, or as an earlier run had them
 * @param fileIds those that a form carries, by parameter; each is held against its owner
 */
export async function settleValues(
  tx: Transaction,
  asked: Asked,
  spec: RecipeSpec,
  { values, fileIds = {} }: { values: Values; fileIds?: Readonly<Record<string, string>> },
): Promise<Settled> {
  const people = settlePeople(asked, spec, values)
  const files = await settleFiles(tx, asked, spec, { values: people.values, fileIds })
  return { values: files.values, problems: { ...people.problems, ...files.problems } }
}

/** Whom an earlier run was given stays who they are. */
function settlePeople({ asker, people: { named } }: Asked, { params }: RecipeSpec, values: Values): Settled {
  const settled: Record<string, TypedValue> = { ...values }
  const problems: Record<string, FieldProblem> = {}
  for (const [key, { kind }] of Object.entries(params)) {
    const found = Object.hasOwn(named, key) ? named[key] : undefined
    if (kind !== 'person' || !found || typeof values[key] !== 'string') continue
    if (found.kind === 'person') settled[key] = { tenantId: asker.caller.tenantId, ...found.person }
    else problems[key] = found.problem
  }
  return { values: settled, problems }
}

async function settleFiles(
  tx: Transaction,
  asked: Asked,
  spec: RecipeSpec,
  { values, fileIds }: { values: Values; fileIds: Readonly<Record<string, string>> },
): Promise<Settled> {
  const wanted = fileParams(spec)
  if (wanted.length === 0) return { values, problems: {} }
  const ids = Object.fromEntries(wanted.flatMap((key) => idsOf(key, fileIds[key] ?? values[key])))
  const found = await findFiles(tx, asked.deps.keys, { caller: asked.asker.caller, ids: Object.values(ids) })
  const others = await filesAtHand(tx, asked, found)
  const settled = Object.fromEntries(Object.entries(values).filter(([key]) => !wanted.includes(key)))
  const problems: Record<string, FieldProblem> = {}
  const refused = [...asked.received.refused]
  for (const key of wanted) {
    const file = ids[key] === undefined ? others.shift() : found.find(({ id }) => id === ids[key])
    if (file) settled[key] = file
    else if (ids[key] !== undefined) problems[key] = { kind: 'file_gone' }
    else {
      const no = refused.shift()
      if (no) problems[key] = { kind: 'file_refused', why: no.why, name: no.name }
      else if (spec.params[key]?.optional !== true) problems[key] = { kind: 'no_file' }
    }
  }
  return { values: settled, problems }
}

function idsOf(key: string, given: TypedValue | undefined): [string, string][] {
  if (typeof given === 'object' && 'id' in given) return [[key, given.id]]
  return typeof given === 'string' && /^[0-9a-f-]{36}$/.test(given) ? [[key, given]] : []
}

/** What came with this message, else what was sent alone within the hour. */
async function filesAtHand(tx: Transaction, { deps, asker, received }: Asked, taken: readonly StagedFile[]): Promise<StagedFile[]> {
  if (received.staged.length > 0 || received.refused.length > 0) return [...received.staged]
  const fresh = await findFreshFiles(tx, deps.keys, asker.caller)
  return fresh.filter(({ id }) => taken.every((other) => other.id !== id))
}
