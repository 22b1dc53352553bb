// The manifest of the Teams app: who the bot is, where it answers, and the commands that Teams offers while one types.
import { ownCommands } from '../text/commands.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import { aboutPaths as paths } from '../text/about.js'
import { manifestLimits, type TeamsManifest } from './manifest-limits.js'

export interface ManifestFacts {
  /** Of the Teams app, a GUID that stays the same over its versions. */
  readonly appId: string
  /** Of the bot's app registration. */
  readonly botId: string
  /** The host of PUBLIC_URL, without https:// and a path. */
  readonly domain: string
  /** What people see in Teams, 30 characters at most. */
  readonly name: string
  /** Raised for each upload, 1.0.0. */
  readonly version: string
  /** Who answers for it, 32 characters at most. */
  readonly developer: string
  /** What people are told about their data; the bot's own page where the operator has none, because Teams wants one. */
  readonly privacyUrl: string | undefined
  /** As many as there is room for beside Workbot's own commands. */
  readonly recipes: readonly Pick<RecipeSpec, 'command' | 'hint'>[]
}

/** `problems`: a line for each value that Teams would refuse. */
export type MadeManifest =
  { readonly kind: 'made'; readonly manifest: TeamsManifest } | { readonly kind: 'refused'; readonly problems: readonly string[] }

/** Teams' menu of commands has one line for each; longer hints would only be cut there without an ellipsis. */
const HINT_LENGTH = 128
const MOST_COMMANDS = 12

export function makeManifest({ appId, botId, domain, name, version, developer, privacyUrl, recipes }: ManifestFacts): MadeManifest {
  const site = `https://${domain}`
  const scopes = ['personal', 'team', 'groupChat'] as const
  const [help, ...others] = ownCommands
  const shown = recipes.slice(0, MOST_COMMANDS - ownCommands.length)
  const commands = [help, ...shown, ...others].map(({ command, hint }) => ({ title: command, description: cut(hint, HINT_LENGTH) }))
  const checked = manifestLimits.safeParse({
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json',
    manifestVersion: '1.25',
    version,
    id: appId,
    developer: {
      name: developer,
      websiteUrl: site,
      privacyUrl: privacyUrl ?? `${site}${paths.privacy}`,
      termsOfUseUrl: `${site}${paths.terms}`,
    },
    name: { short: name, full: name },
    description: {
      short: 'Runs recipes in your apps, where it matters as yourself',
      full: "Type a command and Workbot runs a recipe in your organisation's apps. Where a recipe acts as you, it asks you to sign in to the app once, and does only what the recipes you start do.",
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#5b5fc7',
    bots: [
      {
        botId,
        scopes: [...scopes],
        // In people's own chats; elsewhere bots get none.
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: scopes.map((scope) => ({ scopes: [scope], commands })),
      },
    ],
    validDomains: [domain],
  })
  return checked.success
    ? { kind: 'made', manifest: checked.data }
    : { kind: 'refused', problems: checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
}

/** By characters as people count them, so that none is cut in two. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
