// `POST /chatter/feed-elements`: a post on a record. It has no field for a key: sent twice, it is there twice.
// https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_feed_elements_post.htm
import { z } from 'zod'
import type { Account } from './accounts.js'
import { ApiError } from './errors.js'
import { isSameId } from './ids.js'
import { objects } from './objects.js'
import type { RecordStore } from './records.js'

const post = z.object({
  feedElementType: z.literal('FeedItem'),
  subjectId: z.string(),
  body: z.object({ messageSegments: z.array(z.object({ type: z.literal('Text'), text: z.string().max(10_000) })).min(1) }),
})

/** @throws ApiError */
export async function postFeedElement(records: RecordStore, account: Account, body: unknown): Promise<object> {
  const parsed = post.safeParse(body)
  if (!parsed.success) throw new ApiError(400, 'JSON_PARSER_ERROR', 'Unable to read the feed element')
  const { subjectId } = parsed.data
  const subject = Object.keys(objects)
    .flatMap((type) => records.visibleTo(account, type))
    .find(({ Id }) => isSameId(Id, subjectId))
  if (!subject) throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist')
  if (account.rights === 'readOnly') throw new ApiError(403, 'INSUFFICIENT_ACCESS', "You don't have access to post to this feed.")
  const text = parsed.data.body.messageSegments.map((segment) => segment.text).join('')
  const element = await records.add(account, { name: 'FeedItem', prefix: '0D5' }, { ParentId: subject.Id, Body: text })
  return { id: element.Id, feedElementType: 'FeedItem', body: { text }, parent: { id: subject.Id }, createdDate: element.CreatedDate }
}
