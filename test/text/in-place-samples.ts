// One of every message that is decided where it stands: which record is meant, and lists; for the tests that look at all of them.
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'
import { choiceSamples } from './choice-samples.js'
import { listSamples } from './list-samples.js'

type Sampled = Parameters<typeof choiceSamples>[1] & Pick<Parameters<typeof listSamples>[1], 'account'>
type Words = Parameters<typeof choiceSamples>[2]

export const inPlaceSamples = (text: Catalogue, sampled: Sampled, words: Words): Record<string, Message> => ({
  ...choiceSamples(text, sampled, words),
  ...listSamples(text, { ...sampled, runId: 'myApprovals-K7F3x2' }, words),
})
