// Said in the channel when the caller has no chat with Workbot that could hold a sign-in, or a result that is theirs alone.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, linkButton, paragraph } from '../elements.js'
import { dateAndTime } from '../format.js'
import type { Markdown } from '../markdown.js'
import type { Message } from '../message.js'

interface CannotMessage {
  readonly name: string
  /** Opens Workbot's page in the Teams store of the organisation, where one is configured. */
  readonly addUrl?: string
}
export interface CannotMessageYetModel extends CannotMessage {
  readonly deadlineAt: Date
}
export interface CannotTellYetModel extends CannotMessage {
  readonly recipe: string
}

/** Carries no sign-in link: everyone in the channel reads it. */
export function cannotMessageYet({ name, deadlineAt, addUrl }: CannotMessageYetModel, text: Catalogue = english): Message {
  return withWords({ name, addUrl }, text.signIn.addWorkbot({ until: dateAndTime(deadlineAt) }), text)
}

/** Says nothing of the result. @param recipe `recipeTitle` */
export function cannotTellYet({ name, recipe, addUrl }: CannotTellYetModel, text: Catalogue = english): Message {
  return withWords({ name, addUrl }, text.run.resultWaits({ recipe }), text)
}

function withWords({ name, addUrl }: { name: string; addUrl: string | undefined }, words: Markdown, text: Catalogue): Message {
  const title = text.signIn.cannotMessageYet({ name })
  return cardMessage({
    summary: title,
    body: [heading(title), paragraph(words)],
    buttons: addUrl ? [linkButton(text.signIn.add(), addUrl)] : [],
  })
}
