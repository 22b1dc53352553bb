// The pages that Teams links from the app's own page: what Workbot is, what it does with people's data, and its terms. Plain text, as in pages.ts.

/** Where they stand; the Teams app's manifest names them. */
export const aboutPaths = { site: '/', privacy: '/privacy', terms: '/terms' } as const

export interface AboutWords {
  readonly title: string
  readonly lead: string
  readonly more: readonly string[]
}

export const about: Readonly<Record<keyof typeof aboutPaths, () => AboutWords>> = {
  site: () => ({
    title: 'Workbot runs recipes in Teams',
    lead: "Type help in a chat with Workbot to see what it can do for you. There's nothing to do on this page.",
    more: ['Where a recipe acts as you, Workbot asks you to sign in to the app once. Links from its cards lead to this site.'],
  }),
  privacy: () => ({
    title: 'What Workbot keeps about you',
    lead: 'What you type to Workbot to start a recipe, what the recipe did, and the sign-ins to apps that you gave it.',
    more: [
      "It's kept by the organisation whose Teams you use, on its own servers. What you typed and your sign-ins are encrypted there. Workbot sends nothing to whoever wrote it.",
      "In an app it does what the recipes you start do, and what you decide when others' recipes ask you. To see your sign-ins or end one, type personal_connections in a chat with Workbot.",
      'For anything else about your data, ask whoever looks after Workbot in your organisation.',
    ],
  }),
  terms: () => ({
    title: 'Terms of use',
    lead: "Workbot is run by the organisation whose Teams you use, and that organisation's own rules hold for it.",
    more: ['What a recipe does as you counts as done by you: the app records your account.'],
  }),
}
