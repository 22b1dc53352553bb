// Workbot's own commands, as `help` and Teams' menu list them. Recipes bring theirs.

/** What a person types, and what it does. `<app>` stands for an app's name. */
export const ownCommands = [
  { name: 'help', command: 'help', hint: 'What I can do for you' },
  { name: 'connections', command: 'personal_connections', hint: 'See and end what you have connected' },
  { name: 'connect', command: 'connect', hint: 'Sign in to an app ahead of need, like connect salesforce' },
  { name: 'disconnect', command: 'disconnect', hint: 'End a connection, like disconnect salesforce' },
  { name: 'status', command: 'status', hint: 'Your runs, and what they wait for' },
  { name: 'cancel', command: 'cancel', hint: 'End one of your runs' },
] as const

export type OwnCommand = (typeof ownCommands)[number]['name']
