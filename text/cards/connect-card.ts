// The answers to `connect`: which app, or that it is connected already.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph, pressButton } from '../elements.js'
import type { Message } from '../message.js'
import type { Connectable } from './connections-card.js'

/** @param typed what named no app; null where nothing was typed */
export function connectWhich({ apps, typed }: { apps: readonly Connectable[]; typed: string | null }, text: Catalogue = english): Message {
  const words = text.connections
  const title = apps.length > 0 ? words.connectWhich() : words.noApp()
  return cardMessage({
    summary: title,
    body: [...(typed === null ? [] : [paragraph(words.unknownApp({ typed }))]), heading(title)],
    buttons: apps.map(({ app, configurationId, nonce }) =>
      pressButton(words.connect({ app }), { press: 'connectApp', configuration: configurationId, account: 'any', nonce }),
    ),
  })
}

export interface AlreadyConnected extends Connectable {
  readonly accountName: string
  readonly orgName: string
}

export function alreadyConnected(
  { app, accountName, orgName, configurationId, nonce }: AlreadyConnected,
  text: Catalogue = english,
): Message {
  const words = text.connections
  const title = words.already({ app, account: accountName })
  return cardMessage({
    summary: title,
    body: [heading(title), paragraph(words.alreadyMore({ org: orgName }))],
    buttons: [pressButton(words.asAnother(), { press: 'connectApp', configuration: configurationId, account: 'other', nonce })],
  })
}
