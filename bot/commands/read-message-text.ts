// What a person wrote to the bot, without the markup that Teams adds to it.
import type { TeamsActivity } from '../teams-activity.js'

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The text on one line: the bot's mention gone, others' names kept, entities decoded once, odd spaces made plain. */
export function readMessageText(activity: Pick<TeamsActivity, 'text' | 'entities' | 'recipient'>): string {
  const withoutBot = (activity.entities ?? [])
    .filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === activity.recipient?.id)
    .reduce((text, { text: markup }) => (markup ? text.replaceAll(markup, ' ') : text), activity.text ?? '')
  return decodeEntities(withoutBot.replace(/<at\b[^<>]*>([^<]*)<\/at>/giu, '$1'))
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[\p{Zs}\s]+/gu, ' ')
    .trim()
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:([a-z]+)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
  })
}
