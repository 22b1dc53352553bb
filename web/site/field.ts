// One field of a form with its label, its hint, and what is wrong with what was typed: for those who see it and those who hear it.
import { html, type Html } from '../html.js'

export interface Field {
  /** Its name in what is posted, and its id. */
  readonly name: string
  readonly label: string
  /** Never a secret: those are typed anew each time. */
  readonly value?: string
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  /** `secret` hides what is typed, and no browser offers to keep it. */
  readonly kind?: 'line' | 'lines' | 'secret'
}

export function textField({ name, label, value = '', hint, problem, kind = 'line' }: Field): Html {
  const told = [...(problem === undefined ? [] : [`${name}-problem`]), ...(hint === undefined ? [] : [`${name}-hint`])].join(' ')
  const about = html`${problem === undefined ? null : html`aria-invalid="true"`} ${told === '' ? null : html`aria-describedby="${told}"`}`
  const input =
    kind === 'lines'
      ? html`<textarea id="${name}" name="${name}" rows="3" spellcheck="false" ${about}>${value}</textarea>`
      : kind === 'secret'
        ? html`<input id="${name}" name="${name}" type="password" autocomplete="new-password" spellcheck="false" ${about} />`
        : html`<input id="${name}" name="${name}" value="${value}" autocomplete="off" spellcheck="false" ${about} />`
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${input} ${problemText(name, problem)} ${hint === undefined ? null : html`<p class="soft" id="${name}-hint">${hint}</p>`}
  </div>`
}

export const invalid = (field: string, problem: string | undefined): Html | null =>
  problem === undefined ? null : html`aria-invalid="true" aria-describedby="${field}-problem"`
export const problemText = (field: string, problem: string | undefined): Html | null =>
  problem === undefined ? null : html`<p class="wrong" id="${field}-problem">${problem}</p>`
