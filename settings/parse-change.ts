// Reads `--verify-user-access off --who everyone ...` into a change of settings; every wrong value is named, not just the first.
import { nearest } from '../text/nearest.js'
import type { SettingsChange } from './change-recipe-settings.js'

type Parsed =
  { readonly kind: 'change'; readonly change: SettingsChange } | { readonly kind: 'wrong'; readonly problems: readonly string[] }
type Value = { readonly change: SettingsChange } | { readonly problem: string }

const options: Readonly<Record<string, (value: string) => Value>> = {
  '--verify-user-access': (value) => onOrOff('--verify-user-access', value, (verifyUserAccess) => ({ verifyUserAccess })),
  '--enabled': (value) => onOrOff('--enabled', value, (enabled) => ({ enabled })),
  '--who': who,
  '--sign-in-hours': signInHours,
  '--remind': (value) => onOrOff('--remind', value, (remind) => ({ remind })),
}
/** The options of `set`. */
export const optionNames: readonly string[] = Object.keys(options)

/** `--name value` and `--name=value` are both understood. */
export function parseChange(args: readonly string[]): Parsed {
  const problems: string[] = []
  let change: SettingsChange = {}
  const rest = args.flatMap((arg) =>
    arg.startsWith('--') && arg.includes('=') ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
  )
  while (rest.length > 0) {
    const value = take(rest)
    if ('problem' in value) problems.push(value.problem)
    else change = { ...change, ...value.change }
  }
  if (args.length === 0) problems.push(`Say what to set: ${optionNames.join(', ')}.`)
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'change', change }
}

function take(rest: string[]): Value {
  const name = rest.shift() ?? ''
  const option = Object.hasOwn(options, name) ? options[name] : undefined
  if (!option) {
    if (!name.startsWith('--')) return { problem: `"${name}" stands alone; a setting is written --name value.` }
    if (rest[0] !== undefined && !rest[0].startsWith('--')) rest.shift()
    const [near] = nearest(name, optionNames)
    return {
      problem: near ? `${name} isn't a setting. Did you mean ${near}?` : `${name} isn't a setting. There are ${optionNames.join(', ')}.`,
    }
  }
  if (rest[0] === undefined || rest[0].startsWith('--')) return { problem: `${name} needs a value.` }
  return option(rest.shift() ?? '')
}

function onOrOff(name: string, value: string, change: (on: boolean) => SettingsChange): Value {
  if (value === 'on' || value === 'off') return { change: change(value === 'on') }
  return { problem: `${name}: "${value}" is neither on nor off.` }
}

function who(value: string): Value {
  if (value === 'everyone' || value === 'nobody') return { change: { who: value, people: [] } }
  const people = value.split(',').map((id) => id.trim())
  const wrong = people.filter((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
  if (wrong.length === 0) return { change: { who: 'people', people } }
  return {
    problem: `--who: ${wrong.map((id) => `"${id}"`).join(', ')} is no object id of a person. Say everyone, nobody, or object ids separated by commas.`,
  }
}

function signInHours(value: string): Value {
  const hours = Number(value)
  if (/^\d+$/.test(value) && hours >= 1 && hours <= 720) return { change: { signInHours: hours } }
  return { problem: `--sign-in-hours: "${value}" isn't a whole number from 1 to 720.` }
}
