// The greeting where Workbot was just added: what it is and how to begin.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph } from '../elements.js'
import type { Message } from '../message.js'

/** `addedBy`: the name of who added the bot, where Teams says it. */
export type FirstContactModel = { readonly in: 'personal' } | { readonly in: 'team'; readonly addedBy: string | null }

export function firstContact(model: FirstContactModel, text: Catalogue = english): Message {
  const greeting = text.help.greeting()
  return cardMessage({
    summary: greeting,
    body: [
      heading(greeting),
      paragraph(text.help.whatItIs()),
      ...(model.in === 'team' ? [paragraph(text.help.inTeam(model)), paragraph(text.help.mentionHelp())] : [paragraph(text.help.start())]),
    ],
  })
}
