// A message as somebody in Teams reads it: its text and its card's, a line each, buttons in brackets.
import type { TeamsConnector } from '../support/teams-connector.js'
import type { Json } from '../support/teams-person.js'

/** What stands in a conversation; that Workbot is typing is no message. */
export function readConversation(teams: TeamsConnector, conversationId: string): string[] {
  return teams
    .messagesIn(conversationId)
    .filter(({ type }) => type === 'message')
    .map(readMessage)
}

export function readMessage(message: unknown): string {
  return linesIn(message)
    .map((line) => line.replace(/\\([\\`*_{}[\]()#+\-.!|~>])/g, '$1').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function linesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesIn)
  if (typeof value !== 'object' || value === null) return []
  const { type, title, text, value: fact, ...rest } = value as Json
  const parts = Object.values(rest).flatMap(linesIn)
  if (typeof type === 'string' && type.startsWith('Action.')) return [`[${String(title)}]`, ...parts]
  // A fact has no type.
  if (typeof title === 'string' && typeof fact === 'string') return [`${title}: ${fact}`]
  return [...(typeof text === 'string' ? [text] : []), ...parts]
}
