// `status` and `cancel`: a person's own runs, what each does or waits for, and Cancel.
import type { RunState } from '../../runs/types.js'
import { english, type Catalogue } from '../catalogue.js'
import { buttonRow, cardMessage, heading, paragraph, pressButton, section, smallPrint, type Button, type Element } from '../elements.js'
import { dateAndTime, formatNumber } from '../format.js'
import type { Markdown } from '../markdown.js'
import type { Message } from '../message.js'

export interface ShownRun {
  readonly runId: string
  /** `recipeTitle` */
  readonly title: string
  /** `runValues`: what was entered; null where there is nothing. */
  readonly what: Markdown | null
  readonly state: RunState
  readonly acceptedAt: Date
  readonly endedAt: Date | null
  readonly isEnding: boolean
  readonly wait: { readonly app: string; readonly since: Date; readonly until: Date; readonly isStillAsked?: boolean } | null
  /** Whom it asks to decide. */
  readonly asked?: { readonly people: readonly string[]; readonly until: Date } | null
  /** Null where there is nothing to cancel. */
  readonly cancelNonce: string | null
}

export interface RunsModel {
  readonly asked: 'status' | 'cancel'
  /** Newest first. */
  readonly open: readonly ShownRun[]
  /** Open ones that aren't shown. */
  readonly more: number
  readonly ended: readonly ShownRun[]
  readonly locale: string
}

export function runsCard(model: RunsModel, text: Catalogue = english): Message {
  const { asked, open, more, ended, locale } = model
  const title = titleOf(model, text)
  const isEmpty = open.length + ended.length === 0
  return cardMessage({
    summary: title,
    body: [
      heading(title),
      ...(isEmpty && asked === 'status' ? [paragraph(text.runs.none())] : []),
      ...open.map((run) => runSection(run, asked, text)),
      ...(more > 0 ? [paragraph(text.runs.more({ count: more, shown: formatNumber(more, locale) }))] : []),
      ...(ended.length > 0 ? [section([heading(text.runs.ended())]), ...ended.map((run) => runSection(run, asked, text))] : []),
    ],
  })
}

function titleOf({ asked, open }: RunsModel, { runs }: Catalogue): Markdown {
  if (asked === 'status') return runs.title()
  if (open.length === 0) return runs.nothingToCancel()
  return open.length === 1 ? runs.cancelThis() : runs.cancelWhich()
}

function runSection(run: ShownRun, asked: RunsModel['asked'], text: Catalogue): Element {
  const buttons = buttonsOf(run, asked, text)
  return section([
    paragraph(text.runs.sentence({ recipe: run.title, what: run.what })),
    smallPrint(stateWords(run, text)),
    ...(buttons.length === 0 ? [] : [buttonRow(buttons)]),
  ])
}

function buttonsOf(
  { runId: run, title: recipe, wait, cancelNonce: nonce }: ShownRun,
  asked: RunsModel['asked'],
  text: Catalogue,
): Button[] {
  if (nonce === null) return []
  const cancel = pressButton(text.runs.cancel({ recipe }), { press: 'cancelRun', run, nonce, on: asked })
  if (asked === 'cancel' || !wait?.isStillAsked) return [cancel]
  return [pressButton(text.still.doIt({ recipe }), { press: 'stillDo', run, nonce, on: asked }), cancel]
}

function stateWords({ state, acceptedAt, endedAt, isEnding, wait, asked }: ShownRun, { runs, asks }: Catalogue): Markdown {
  const since = dateAndTime(acceptedAt)
  if (endedAt && state in ENDS) return runs.endedAs({ state: state as (typeof ENDS_LIST)[number], at: dateAndTime(endedAt) })
  if (isEnding) return runs.ending()
  if (wait?.isStillAsked) return runs.stillAsked({ until: dateAndTime(wait.until) })
  if (wait) return runs.waits({ app: wait.app, since: dateAndTime(wait.since), until: dateAndTime(wait.until) })
  if (asked) return asks.waitsFor({ people: asked.people, until: dateAndTime(asked.until) })
  if (state === 'waiting_person') return runs.decides({ since })
  if (state === 'stuck') return runs.stuck({ since })
  return state === 'accepted' ? runs.taken({ since }) : runs.working({ since })
}

const ENDS_LIST = ['completed', 'failed', 'declined', 'expired', 'cancelled', 'lost'] as const
const ENDS: Readonly<Record<string, true>> = Object.fromEntries(ENDS_LIST.map((state) => [state, true as const]))
