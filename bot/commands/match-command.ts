// Finds the command that a message begins with.
import { ownCommands } from '../../text/commands.js'
import { nearest } from '../../text/nearest.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { OwnCommandTyped } from './own-commands.js'

export type MatchedCommand =
  | { readonly kind: 'help' }
  | ({ readonly kind: 'own' } & OwnCommandTyped)
  /** `rest` is what follows the command: its parameters. */
  | { readonly kind: 'recipe'; readonly spec: RecipeSpec; readonly rest: string }
  /** `nearest` holds commands that the text may have meant, the likeliest first; it may be empty. */
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] }

/** @param text as readMessageText gives it. A longer command wins over a shorter one that it begins with. */
export function matchCommand(text: string, specs: readonly RecipeSpec[]): MatchedCommand {
  const typed = text.replace(/^[/!]\s*/, '')
  if (/^(help|\?|hi|hello)[.!?\s]*$/i.test(typed) || typed === '') return { kind: 'help' }
  const byLength = [...specs].sort((one, other) => other.command.length - one.command.length)
  for (const spec of byLength) {
    const rest = restAfter(typed, spec.command)
    if (rest !== null) return { kind: 'recipe', spec, rest }
  }
  const own = ownCommandIn(typed)
  if (own) return { kind: 'own', ...own }
  return {
    kind: 'unknown',
    nearest: nearestCommands(
      typed,
      [...specs, ...ownCommands.slice(1)].map(({ command }) => command),
    ),
  }
}

/** As people write them: `personal connections`, `Connect Salesforce`. A recipe of the same words comes first. */
function ownCommandIn(typed: string): OwnCommandTyped | null {
  if (/^(personal[ _-]?connections?|my connections)[.!?\s]*$/i.test(typed)) return { name: 'connections', rest: '' }
  const [, name = '', rest = ''] = /^(connect|disconnect|status|cancel)\b[\s:,.!?]*(.*)$/i.exec(typed) ?? []
  switch (name.toLowerCase()) {
    case 'connect':
      return { name: 'connect', rest: rest.replace(/^to\s+/i, '') }
    case 'disconnect':
      return { name: 'disconnect', rest: rest.replace(/^from\s+/i, '') }
    case 'status':
      return { name: 'status', rest }
    case 'cancel':
      return { name: 'cancel', rest }
    default:
      return null
  }
}

function restAfter(typed: string, command: string): string | null {
  if (typed.slice(0, command.length).toLowerCase() !== command.toLowerCase()) return null
  const rest = typed.slice(command.length)
  return rest === '' || /^[\s:,.]/.test(rest) ? rest.replace(/^[\s:,.]+/, '') : null
}

/** Each command is compared with as many words as it has itself; after those come the commands that share a word with the text. */
function nearestCommands(typed: string, commands: readonly string[]): string[] {
  const words = typed.split(' ')
  const begun = ['help', ...commands].filter(
    (command) => nearest(words.slice(0, command.split(' ').length).join(' '), [command]).length > 0,
  )
  const wanted = new Set(words.map((word) => word.toLowerCase()))
  const sharing = commands.filter((command) =>
    command
      .toLowerCase()
      .split(' ')
      .some((word) => wanted.has(word)),
  )
  return [...new Set([...begun, ...sharing])].slice(0, 3)
}
