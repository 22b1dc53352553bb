// What Workbot says of parameters that are more than their text: people, records, files. Part of the catalogue.
import { formatList } from './format.js'
import { joinMarkdown, phrase, shorten, type Markdown } from './markdown.js'

const NAME_AT_MOST = 80

/** `label` is a parameter's; `size` comes from format.ts. */
export const paramWords = {
  label: ({ label }: { label: Markdown }) => phrase`**${label}**`,
  sendFile: ({ recipe }: { recipe: string }) => phrase`Send me the file here in this chat, then press *Start ${recipe}*.`,
  sendFileOptional: ({ recipe }: { recipe: string }) =>
    phrase`To add one, send me the file here in this chat before you press *Start ${recipe}*.`,
  hasFile: ({ name, size }: { name: string; size: string }) => phrase`${short(name)} (${size})`,
  personHint: () => phrase`Their name`,
  unknownPerson: ({ label, typed, nearest }: { label: string; typed: string | null; nearest: readonly string[] }) => {
    if (typed === null) return phrase`${label}: I don't know this person yet. Ask them to say hello to me in Teams first.`
    if (nearest.length > 0) return phrase`${label}: I don't know “${short(typed)}”. Did you mean ${orList(nearest)}?`
    return phrase`${label}: I don't know “${short(typed)}”. I know whoever is in this conversation, and whoever has a chat with me.`
  },
  whichPerson: ({ label, typed, people }: { label: string; typed: string; people: readonly string[] }) =>
    phrase`${label}: “${short(typed)}” may be ${orList(people)}. Which one? Their e-mail address tells them apart.`,
  recordHint: () => phrase`Its name, id or address`,
  noFile: ({ label }: { label: string }) =>
    phrase`${label}: this is needed. Send me the file here in this chat, then press the button again.`,
  refused: ({ label, why, name }: { label: string; why: keyof typeof refusals; name: string }) => phrase`${label}: ${refusals[why](name)}`,
  gone: ({ label }: { label: string }) => phrase`${label}: I don't keep that file any more. Send it to me again, then press the button.`,
  kept: ({ name, size }: { name: string; size: string }) =>
    phrase`I have **${short(name)}** (${size}) and keep it for an hour. It goes with the next form of yours that takes a file.`,
  notKept: ({ why, name }: { why: keyof typeof refusals; name: string }) => phrase`${refusals[why](name)}`,
  filesLeft: ({ names, taken }: { names: readonly string[]; taken: number }) => {
    const list = formatList(names.map((name) => phrase`**${short(name)}**`))
    if (taken === 0) return phrase`I left out ${list}: this takes no file.`
    return taken === 1 ? phrase`I left out ${list}: this takes one file.` : phrase`I left out ${list}: this takes ${taken} files.`
  },
  formInChat: () => phrase`Files reach me only in our own chat, so I've sent you the form there.`,
} as const

const refusals = {
  too_large: (name: string) => phrase`${short(name)} is larger than 25 MB, which is the most I can take.`,
  empty: (name: string) => phrase`${short(name)} is empty.`,
  not_fetched: (name: string) => phrase`I couldn't fetch ${short(name)} from Teams. Please send it again.`,
  elsewhere: (name: string) => phrase`${short(name)} isn't where Teams keeps files, so I didn't fetch it.`,
} as const

const orList = (names: readonly string[]): Markdown =>
  joinMarkdown(
    names.map((name) => phrase`*${short(name)}*`),
    ' or ',
  )

const short = (name: string): string => shorten(name, NAME_AT_MOST)
