// Markdown as Teams renders it, built so that data can't forget to be escaped.

/** Markdown that is safe to render: made only by `phrase`, which escapes every value put into it. */
export class Markdown {
  /** What a TextBlock is given. */
  readonly source: string

  constructor(source: string) {
    this.source = source
  }

  /** The same words without any markup: for buttons, input labels and summaries. */
  get plain(): string {
    return this.source.replace(
      /\\([\\`*_[\]{}~|#+.)-])|\*+|&(lt|gt|amp);/g,
      (_, escaped: string | undefined, entity: string | undefined) => (entity ? (ENTITIES[entity] ?? '') : (escaped ?? '')),
    )
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' }

/** Longer data is cut: no name makes a card too large for Teams. */
const LETTERS_AT_MOST = 500

/** A template whose values are escaped, unless they are Markdown themselves: phrase`Created **${name}**`. Emphasis is written with asterisks only. */
export function phrase(strings: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  return new Markdown(strings.reduce((source, part, index) => source + sourceOf(values[index - 1] ?? '') + part))
}

/** The same words, leading to a web address; only the words where there is none. */
export function linked(words: Markdown, url: string | number | null): Markdown {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) return words
  const address = new URL(url).href.replace(/[()<>\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return new Markdown(`[${words.source}](${address})`)
}

/** Joins parts, leaving out those that are null. */
export function joinMarkdown(parts: readonly (Markdown | null)[], separator: string): Markdown {
  return new Markdown(
    parts
      .filter((part) => part !== null)
      .map((part) => part.source)
      .join(separator),
  )
}

function sourceOf(value: string | number | Markdown): string {
  return value instanceof Markdown ? value.source : escapeMarkdown(shorten(String(value), LETTERS_AT_MOST))
}

/**
 * Makes data show as it was typed: no emphasis, link, list, HTML or `{{DATE()}}` comes of it. Line breaks become spaces.
 * https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function escapeMarkdown(data: string): string {
  return data
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\\`*_[\]{}~|]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^( ?)([#+-]+)(?= |$)/, '$1\\$2')
    .replace(/^( ?\d+)([.)])(?= |$)/, '$1\\$2')
}

/** Data cut to a length that a card has room for. */
export function shorten(data: string, length: number): string {
  const letters = [...data]
  return letters.length <= length ? data : `${letters.slice(0, length - 1).join('')}…`
}
