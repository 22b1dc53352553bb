// The form above a list that narrows it down: its address is the list's own, so what it says can be kept and sent on.
import { siteLists } from '../../text/site-lists.js'
import { html, type Html } from '../html.js'

export type FilterField = { readonly name: string; readonly label: string; readonly value: string } & (
  | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly title: string }[] }
  | { readonly kind: 'words'; readonly hint: string }
  | { readonly kind: 'day' }
)

export interface Filter {
  /** The list's address. */
  readonly action: string
  /** The list's name, for those who hear it. */
  readonly list: string
  readonly fields: readonly FilterField[]
}

export function filterForm({ action, list, fields }: Filter): Html {
  const isSet = fields.some(({ value }) => value !== '')
  return html`<form class="filter" method="get" action="${action}" role="search" aria-label="${siteLists.filter.label({ list })}">
    ${fields.map((field) => html`<label><span>${field.label}</span>${inputOf(field)}</label>`)}
    <div class="does">
      <button class="plain" type="submit">${siteLists.filter.show()}</button>
      ${isSet ? html`<a href="${action}">${siteLists.filter.clear()}</a>` : null}
    </div>
  </form>`
}

function inputOf(field: FilterField): Html {
  const { name, value } = field
  if (field.kind === 'day') return html`<input type="date" name="${name}" value="${value}" />`
  if (field.kind === 'words')
    return html`<input type="search" name="${name}" value="${value}" placeholder="${field.hint}" maxlength="200" />`
  const option = (choice: string, title: string): Html =>
    html`<option value="${choice}" ${choice === value ? html`selected` : null}>${title}</option>`
  return html`<select name="${name}">
    ${option('', siteLists.filter.all())} ${field.choices.map((choice) => option(choice.value, choice.title))}
  </select>`
}

/** What the address says of a choice: one of those that there are, else nothing. */
export function chosen<Value extends string>(query: URLSearchParams, name: string, values: readonly Value[]): Value | null {
  return values.find((value) => value === query.get(name)) ?? null
}

/** A day begins in UTC. @returns null where none is given, or what is given is none */
export function dayOf(query: URLSearchParams, name: string): Date | null {
  const typed = query.get(name) ?? ''
  const day = /^\d{4}-\d\d-\d\d$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null
  return day === null || Number.isNaN(day.getTime()) ? null : day
}

/** The day after: a list until a day has that day in it. */
export function dayAfter(day: Date | null): Date | null {
  return day && new Date(day.getTime() + 86_400_000)
}

export const dayValue = (day: Date | null): string => day?.toISOString().slice(0, 10) ?? ''

/** What was typed, cut to what a field takes, without characters that nobody can type and no database stores. */
export const wordsOf = (query: URLSearchParams, name: string): string => (query.get(name) ?? '').replace(/\p{C}/gu, '').trim().slice(0, 200)
