// What `npm run manifest` does: reads options and environment, checks the manifest, writes the package.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Config } from '../config.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import { makeManifest } from './make-manifest.js'
import { makePackage } from './make-package.js'

/** `ok` false: nothing was written, and `text` says why. */
export interface ManifestResult {
  readonly ok: boolean
  readonly text: string
}

const FILE = 'workbot-teams-app.zip'
const usage = `npm run manifest -- [options]       writes ${FILE}
    --bot-id <guid>         the bot's app registration; default: MICROSOFT_APP_ID
    --app-id <guid>         the Teams app's own id; default: the bot's
    --domain <host>         where people reach the bot; default: the host of PUBLIC_URL
    --name <name>           what people see, 30 characters at most; default: Workbot
    --developer <name>      who answers for it, 32 characters at most; default: OPERATOR_NAME, or the name
    --app-version <1.0.0>   to be raised for each upload; default: 1.0.0
    --out <file>            default: ${FILE}`

/** Runs one command line, without `npm run manifest --`. */
export async function manifestCommand(
  config: Config<'manifest'>,
  recipes: readonly RecipeSpec[],
  args: readonly string[],
): Promise<ManifestResult> {
  const given = readOptions(args)
  if (given === null) return { ok: false, text: usage }
  if (given.help === true) return { ok: true, text: usage }
  const botId = given['bot-id'] ?? config.MICROSOFT_APP_ID
  const domain = given.domain ?? (config.PUBLIC_URL && new URL(config.PUBLIC_URL).host)
  if (botId === undefined) return { ok: false, text: `Which bot? Give --bot-id or MICROSOFT_APP_ID.\n\n${usage}` }
  if (domain === undefined) return { ok: false, text: `Where do people reach the bot? Give --domain or PUBLIC_URL.\n\n${usage}` }
  const name = given.name ?? 'Workbot'
  const made = makeManifest({
    ...{ botId, domain, name, recipes },
    appId: given['app-id'] ?? botId,
    version: given['app-version'] ?? '1.0.0',
    developer: given.developer ?? config.OPERATOR_NAME ?? name,
    privacyUrl: config.PRIVACY_URL,
  })
  if (made.kind === 'refused')
    return { ok: false, text: `Teams would refuse this app:\n${made.problems.map((line) => `  ${line}`).join('\n')}` }
  const file = resolve(given.out ?? FILE)
  await writeFile(file, await makePackage(made.manifest))
  return { ok: true, text: `Wrote ${file}. Upload it in the Teams admin center: Teams apps, Manage apps, Upload new app.` }
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    const options = { 'bot-id': text, 'app-id': text, domain: text, name: text, developer: text, 'app-version': text, out: text }
    return parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } }).values
  } catch {
    return null
  }
}
