// What Workbot says where several records fit what somebody typed. Part of the catalogue.
import { phrase, shorten, type Markdown } from './markdown.js'
import { plural } from './plural.js'

const NAME_AT_MOST = 80
const ON_BUTTON_AT_MOST = 40
const LISTED_AT_MOST = 24
const name = (words: string): string => shorten(words, NAME_AT_MOST)

/** `recipe` is a recipe's title, `label` a parameter's; `until` and `count` come from format.ts. */
export const choiceWords = {
  summary: ({ recipe, label }: { recipe: string; label: string }) => phrase`${recipe}: which ${label} do you mean?`,
  title: ({ label }: { label: string }) => phrase`Which *${label}* do you mean?`,
  several: ({ recipe, typed, count, shown }: { recipe: string; typed: string; count: number; shown: string }) =>
    plural(count, {
      one: phrase`*${recipe}* found ${shown} that fits “${name(typed)}”.`,
      other: phrase`*${recipe}* found ${shown} that fit “${name(typed)}”.`,
    }),
  more: ({ recipe, typed, shown }: { recipe: string; typed: string; shown: string }) =>
    phrase`*${recipe}* found more than ${shown} that fit “${name(typed)}”. If yours isn't in the list, choose *None of these* and start again with more of its name.`,
  match: ({ match }: { match: string }) => phrase`**${name(match)}**`,
  about: ({ about }: { about: string }) => phrase`${name(about)}`,
  choose: ({ match }: { match: string }) => phrase`Choose ${shorten(match, ON_BUTTON_AT_MOST)}`,
  listedAbout: ({ about }: { about: string }) => phrase`${shorten(about, LISTED_AT_MOST)}`,
  listed: ({ match, about }: { match: string; about: Markdown }) => phrase`${shorten(match, ON_BUTTON_AT_MOST)} – ${about}`,
  goOn: () => phrase`Go on with this one`,
  none: () => phrase`None of these`,
  waitsUntil: ({ until }: { until: Markdown }) => phrase`Waits until ${until}. Nothing has been done yet.`,
  chose: ({ match }: { match: string }) => phrase`You chose **${name(match)}**.`,
  choseNone: () => phrase`You chose *None of these*.`,
  expired: () => phrase`Nobody chose in time, so it has ended.`,
  cancelled: () => phrase`This is no longer asked: the run has ended.`,
  fromList: () => phrase`Choose one from the list first.`,
  sent: ({ name: whom }: { name: string }) => phrase`${name(whom)}, more than one fits. I've asked you in our chat which one you mean.`,
} as const
