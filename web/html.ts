// HTML by tagged templates: everything put into one is escaped, except other HTML.

/** Markup that may go into a page as it is. */
export class Html {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

export type HtmlValue = Html | string | number | null | false | readonly HtmlValue[]

/** `html\`<p>${text}</p>\``: strings are escaped for elements and quoted attributes; null and false give nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((before, part, index) => before + render(values[index - 1] ?? null) + part))
}

function render(value: HtmlValue): string {
  if (value === null || value === false) return ''
  if (value instanceof Html) return value.source
  if (typeof value === 'object') return value.map(render).join('')
  return escape(String(value))
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
