// Said when a recipe is switched off.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph } from '../elements.js'
import { dateAndTime } from '../format.js'
import type { Message } from '../message.js'

/** @param since when it was switched off, where that is known */
export function disabled({ title, since }: { readonly title: string; readonly since: Date | null }, text: Catalogue = english): Message {
  const headline = text.refused.disabled({ recipe: title })
  return cardMessage({
    summary: headline,
    body: [heading(headline), paragraph(text.refused.disabledSince({ since: since && dateAndTime(since) }))],
  })
}
