// The question when the same recipe with the same entries already waits for a sign-in.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph, pressButton } from '../elements.js'
import type { Markdown } from '../markdown.js'
import type { Message } from '../message.js'

export interface TwinWaitingModel {
  /** The recipe's name in settings and Temporal. */
  readonly recipe: string
  /** `recipeTitle` */
  readonly title: string
  /** `describeRun` */
  readonly sentence: Markdown
  /** The run that waits. */
  readonly run: string
  readonly nonce: string
}

export function twinWaiting({ recipe, title, sentence, run, nonce }: TwinWaitingModel, text: Catalogue = english): Message {
  const headline = text.run.twin({ recipe: title })
  return cardMessage({
    summary: headline,
    body: [heading(headline), paragraph(sentence)],
    buttons: [
      pressButton(text.run.show(), { press: 'showWaiting', run }),
      pressButton(text.run.startAnother(), { press: 'startAnother', recipe, run, nonce }),
    ],
  })
}
