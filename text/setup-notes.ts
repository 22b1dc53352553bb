// Notes to send to the admins who must make or change something for a deployment: plain text, to be pasted into a mail or a ticket.

/** What is asked of one admin. Nothing in it is secret. */
export interface SetupNote {
  /** `Salesforce`, `Microsoft Entra and Azure`. */
  readonly of: string
  /** What Workbot does there, a sentence. */
  readonly why: string
  /** What isn't right, and what to do about it. */
  readonly todo: readonly { readonly what: string; readonly todo: string }[]
  /** What everything must be: `Redirect URI`, its value. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

export function setupNote({ of, why, todo, facts }: SetupNote): string {
  const asked = todo.map(({ what, todo: words }, index) => `${String(index + 1)}. ${words}\n   (Now: ${what}.)`)
  return [
    `To whoever administers ${of}`,
    '',
    why,
    ...(asked.length === 0 ? [] : ['', 'What we ask of you:', ...asked]),
    '',
    'How it should be:',
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
  ].join('\n')
}

export const setupReasons = {
  azure:
    'We run Workbot, a bot in Teams. It has an app registration of its own for the bot, and a second one by which it sees in a browser who somebody is.',
  temporal: 'Workbot keeps its runs in Temporal. What it stores there is encrypted; only search attributes can be read.',
  database: 'Workbot keeps its rows in Postgres. One role owns the schema; the programs have a weaker one, which can change no audit.',
  app: (name: string): string =>
    `People of ours do things in ${name} from Teams, with Workbot. It acts only as the person who signs in, with the rights that person has, or as the one account that is connected for all.`,
} as const
