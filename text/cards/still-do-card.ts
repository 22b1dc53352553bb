// The card of a sign-in that came late: connected, but what waited for long isn't done without being asked about.
import type { Catalogue } from '../catalogue.js'
import {
  buttonRow,
  cardMessage,
  heading,
  paragraph,
  pressButton,
  primary,
  section,
  smallPrint,
  type Button,
  type Element,
} from '../elements.js'
import { dateAndTime, formatNumber } from '../format.js'
import type { Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { decisions, RUNS_AT_MOST, stepsDone, whereAsked, type SignInRun } from './sign-in-run.js'

export interface StillDoModel {
  /** The app's name: `Salesforce`. */
  readonly app: string
  readonly locale: string
  /** Of the runs, only those that are asked about. */
  readonly runs: readonly SignInRun[]
  /** As whom they are connected, and what goes on already. */
  readonly connected: Markdown
  /** Under all of them. */
  readonly buttons: readonly Button[]
}

export function stillDoCard(model: StillDoModel, text: Catalogue): Message {
  const { runs, connected, buttons } = model
  const question = titleOf(model, text)
  const shown = runs.slice(0, RUNS_AT_MOST)
  const left = runs.length - shown.length
  return cardMessage({
    summary: question,
    body: [
      heading(question),
      paragraph(connected),
      paragraph(text.still.waited({ count: runs.length })),
      ...shown.map((run) => runSection(run, model, text)),
      ...(left > 0 ? [paragraph(text.signIn.more({ count: left }))] : []),
    ],
    buttons,
  })
}

function titleOf({ runs, locale }: StillDoModel, { still }: Catalogue): Markdown {
  const [only] = runs
  if (runs.length === 1 && only) return still.title({ recipe: only.title })
  return still.titleOfSeveral({ count: runs.length, shown: formatNumber(runs.length, locale) })
}

function runSection(run: SignInRun, { app, locale }: StillDoModel, text: Catalogue): Element {
  const done = stepsDone(run, locale, text)
  const { runId, title: recipe, cancelNonce: nonce } = run
  const goOn = primary(pressButton(text.still.doIt({ recipe }), { press: 'stillDo', run: runId, nonce }))
  return section([
    paragraph(run.sentence),
    ...(done ? [smallPrint(done)] : []),
    smallPrint(text.signIn.askedInUntil({ where: whereAsked(run, text), until: dateAndTime(run.deadlineAt) })),
    buttonRow([goOn, ...decisions(run, { app, cancel: text.signIn.cancelNamed({ recipe }) }, text)]),
  ])
}
