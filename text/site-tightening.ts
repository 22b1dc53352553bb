// What the pages ask before settings are saved that allow less, while runs are in flight. Plain text: the page escapes it.
import { counted } from './counted.js'

const rules = new Intl.PluralRules('en')
const isOne = (count: number): boolean => rules.select(count) === 'one'

/** `title`: a recipe's; `count`: runs that began under what is no longer allowed. */
export const siteTightening = {
  title: ({ title, count }: { title: string; count: number }) => `${title}: ${counted(count, 'run', 'runs')} in flight`,
  lead: ({ count }: { count: number }) =>
    `You allow less than before. ${isOne(count) ? 'One run has begun under what holds now.' : `${String(count)} runs have begun under what holds now.`} Nothing is saved yet.`,
  legend: ({ count }: { count: number }) => (isOne(count) ? 'What becomes of it?' : 'What becomes of them?'),
  finish: {
    label: () => 'Let finish',
    hint: () => 'Each goes on with the settings it began with. What you save holds for every run that starts from then on.',
  },
  stop: {
    label: () => 'Stop',
    hint: () =>
      'What each waits for ends, and no further step begins. A write under way is finished first. Its caller reads in Teams that it was stopped.',
  },
  save: () => 'Save',
  back: () => 'Back, without saving',
  stopped: ({ count }: { count: number }) =>
    `Saved. ${counted(count, 'run is', 'runs are')} being stopped; each ends within seconds, or after the write under way.`,
} as const
