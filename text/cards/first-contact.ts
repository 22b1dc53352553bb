// The greeting where Workbot was just added: what it is and how to begin.
import { english, type Catalogue } from '../catalogue.js'
import { buttonRow, cardMessage, heading, linkButton, paragraph, smallPrint } from '../elements.js'
import type { Message } from '../message.js'

/** Who runs this deployment, and where they say what happens with people's data; each where configured. */
export interface Host {
  readonly name: string | null
  readonly privacyUrl: string | null
}

/** `addedBy`: the name of who added the bot, where Teams says it. */
export type FirstContactModel = ({ readonly in: 'personal' } | { readonly in: 'team'; readonly addedBy: string | null }) & {
  readonly host: Host
}

export function firstContact(model: FirstContactModel, text: Catalogue = english): Message {
  const greeting = text.help.greeting()
  const { name, privacyUrl } = model.host
  return cardMessage({
    summary: greeting,
    body: [
      heading(greeting),
      paragraph(text.help.whatItIs()),
      ...(model.in === 'team' ? [paragraph(text.help.inTeam(model)), paragraph(text.help.mentionHelp())] : [paragraph(text.help.start())]),
      ...(name === null ? [] : [smallPrint(text.help.runBy({ name }))]),
      ...(privacyUrl === null ? [] : [buttonRow([linkButton(text.help.privacy(), privacyUrl)])]),
    ],
  })
}
