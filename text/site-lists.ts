// What the lists of the operators' pages have in common: their filter, their pages, and what is brought up to date by itself. Plain text.

export const siteLists = {
  filter: {
    label: ({ list }: { list: string }) => `Narrow down: ${list}`,
    all: () => 'All',
    show: () => 'Show',
    clear: () => 'Show all',
    from: () => 'From (UTC)',
    to: () => 'Until (UTC)',
    person: () => 'Person',
    personHint: () => 'Name, e-mail or object id',
    nobody: ({ typed }: { typed: string }) => `Nobody here is known as “${typed}”.`,
  },
  older: () => 'Older',
  newest: () => 'Back to the newest',
  cutShort: ({ count }: { count: number }) =>
    count === 0
      ? 'None among the thousand newest that were looked through. Older ones may fit.'
      : 'These are all that fit among a thousand that were looked through. Older ones may fit too.',
  live: () => 'This page follows along by itself.',
} as const
