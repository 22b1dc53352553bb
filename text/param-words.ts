// What Workbot says of parameters that aren't typed: files. Part of the catalogue.
import { phrase, shorten, type Markdown } from './markdown.js'

const NAME_AT_MOST = 80

/** `label` is a parameter's; `size` comes from format.ts. */
export const paramWords = {
  label: ({ label }: { label: Markdown }) => phrase`**${label}**`,
  sendFile: ({ recipe }: { recipe: string }) => phrase`Send me the file here in this chat, then press *Start ${recipe}*.`,
  sendFileOptional: ({ recipe }: { recipe: string }) =>
    phrase`To add one, send me the file here in this chat before you press *Start ${recipe}*.`,
  hasFile: ({ name, size }: { name: string; size: string }) => phrase`${short(name)} (${size})`,
  recordHint: () => phrase`Its name, id or address`,
  noFile: ({ label }: { label: string }) =>
    phrase`${label}: this is needed. Send me the file here in this chat, then press the button again.`,
  refused: ({ label, why, name }: { label: string; why: keyof typeof refusals; name: string }) => phrase`${label}: ${refusals[why](name)}`,
  gone: ({ label }: { label: string }) => phrase`${label}: I don't keep that file any more. Send it to me again, then press the button.`,
  kept: ({ name, size }: { name: string; size: string }) =>
    phrase`I have **${short(name)}** (${size}) and keep it for an hour. It goes with the next form of yours that takes a file.`,
  notKept: ({ why, name }: { why: keyof typeof refusals; name: string }) => phrase`${refusals[why](name)}`,
  formInChat: () => phrase`Files reach me only in our own chat, so I've sent you the form there.`,
} as const

const refusals = {
  too_large: (name: string) => phrase`${short(name)} is larger than 25 MB, which is the most I can take.`,
  empty: (name: string) => phrase`${short(name)} is empty.`,
  not_fetched: (name: string) => phrase`I couldn't fetch ${short(name)} from Teams. Please send it again.`,
  elsewhere: (name: string) => phrase`${short(name)} isn't where Teams keeps files, so I didn't fetch it.`,
} as const

const short = (name: string): string => shorten(name, NAME_AT_MOST)
