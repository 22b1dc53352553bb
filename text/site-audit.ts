// What the operators' page of the audit says. Plain text: the page escapes it, and chooses where it stands.

export const siteAudit = {
  title: () => 'Audit',
  columns: { at: 'When', event: 'What', who: 'Who', about: 'Run', detail: 'More' },
  filter: { event: 'What', run: 'Run', runHint: 'Its whole id' },
  /** @param group `sign_in.` */
  all: ({ group }: { group: string }) => `All of ${group.slice(0, -1)}`,
  none: () => 'Nothing has happened yet.',
  noneFit: () => 'No entry fits. Show all, or ask for less at once.',
  program: () => 'Workbot',
  shell: ({ user }: { user: string }) => `${user}, at a shell`,
  field: ({ name, value }: { name: string; value: string }) => `${name}: ${value}`,
  export: {
    lead: () => 'Export what fits, without the last minute:',
    csv: () => 'CSV',
    jsonl: () => 'JSON lines',
  },
} as const
