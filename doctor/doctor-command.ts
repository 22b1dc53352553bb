// What `npm run doctor` does: examines a deployment, and prints a line for each thing, JSON, or notes for the admins who must do something.
import { parseArgs } from 'node:util'
import { adminNotes, admins } from './admin-notes.js'
import { readEnvironments, type Environment } from './environment.js'
import { examineDeployment, type Examined } from './examine-deployment.js'
import type { Admin, Finding } from './finding.js'

export interface DoctorResult {
  /** `refused`: the command line wasn't understood, and nothing was looked at. */
  readonly kind: 'well' | 'failed' | 'refused'
  readonly text: string
}

const usage = `npm run doctor                       looks at every part of the deployment in the environment
npm run doctor -- --env <file>       the environment of a file instead; several times: bot.env, worker.env
    --note                           only the notes for the admins who must do something
    --for <admin>                    the note for this one: ${admins.join(', ')}
    --json                           what was found, for a program
It ends with 1 where something failed.`

const options = {
  env: { type: 'string', multiple: true, default: [] as string[] },
  note: { type: 'boolean', default: false },
  for: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** @param args the command line, without `npm run doctor --` */
export async function doctorCommand(args: readonly string[]): Promise<DoctorResult> {
  let values
  try {
    values = parseArgs({ args: [...args], options }).values
  } catch (error) {
    return { kind: 'refused', text: `${error instanceof Error ? error.message : 'That is not understood.'}\n\n${usage}` }
  }
  if (values.help) return { kind: 'well', text: usage }
  const admin = admins.find((each) => each === values.for)
  if (values.for !== undefined && !admin)
    return { kind: 'refused', text: `There is no admin "${values.for}". There are ${admins.join(', ')}.` }
  const environments = readFiles(values.env)
  if (typeof environments === 'string') return { kind: 'refused', text: environments }
  return report(await examineDeployment(environments), { ...values, ...(admin && { admin }) })
}

function readFiles(files: readonly string[]): Environment[] | string {
  try {
    return readEnvironments(files)
  } catch (error) {
    const { path, code } = error as NodeJS.ErrnoException
    return `${path ?? files.join(', ')} can't be read (${code ?? 'unknown'}).`
  }
}

function report({ findings, known }: Examined, { note, json, admin }: { note: boolean; json: boolean; admin?: Admin }): DoctorResult {
  const kind = findings.some(({ state }) => state === 'failed') ? 'failed' : 'well'
  if (json) return { kind, text: JSON.stringify({ findings }, null, 2) }
  if (note || admin) {
    const notes = adminNotes(findings, known, admin ? [admin] : 'who must')
    return { kind, text: notes.length > 0 ? notes.join('\n\n---\n\n') : 'No admin has to do anything.' }
  }
  return { kind, text: `${findings.map(lineOf).join('\n')}\n\n${summary(findings)}` }
}

function lineOf({ state, part, what, todo }: Finding): string {
  const words = `${what.replace(/\.$/, '')}.`
  return `${state.padEnd(8)} ${part.padEnd(11)} ${words}${todo === undefined ? '' : ` ${todo}`}`
}

function summary(findings: readonly Finding[]): string {
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length
  const warnings = count('warning')
  const line = `${String(count('ok'))} ok, ${String(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}, ${String(count('failed'))} failed.`
  const forAdmins = admins.filter((admin) => findings.some((finding) => finding.admin === admin && finding.state !== 'ok'))
  if (forAdmins.length === 0) return line
  return `${line} Something is for the admins of ${forAdmins.join(', ')}: npm run doctor -- --note writes what to send them.`
}
