// Said in the channel when the caller has no chat with Workbot that could hold the sign-in.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, linkButton, paragraph } from '../elements.js'
import { dateAndTime } from '../format.js'
import type { Message } from '../message.js'

export interface CannotMessageYetModel {
  readonly name: string
  readonly deadlineAt: Date
  /** Opens Workbot's page in the Teams store of the organisation, where one is configured. */
  readonly addUrl?: string
}

/** Carries no sign-in link: everyone in the channel reads it. */
export function cannotMessageYet({ name, deadlineAt, addUrl }: CannotMessageYetModel, text: Catalogue = english): Message {
  const title = text.signIn.cannotMessageYet({ name })
  return cardMessage({
    summary: title,
    body: [heading(title), paragraph(text.signIn.addWorkbot({ until: dateAndTime(deadlineAt) }))],
    buttons: addUrl ? [linkButton(text.signIn.add(), addUrl)] : [],
  })
}
