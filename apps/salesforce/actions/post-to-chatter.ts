// Posts on a record's feed. A post has no field for our key, and its text can't be queried: nothing can tell whether a lost one is there.
// https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_feed_elements_post.htm
import { z } from 'zod'
import { defineWrite } from '../../define-app.js'
import { recordUrl } from '../record-url.js'

export interface NewPost {
  /** The record, or the group or person, by its id. */
  readonly on: { readonly id: string; readonly name?: string }
  readonly text: string
}
export interface Post {
  readonly id: string
  readonly url: string
}

const posted = z.object({ id: z.string() })

export const postToChatter = defineWrite<NewPost, Post>({
  recognisedBy: 'none',
  subject: ({ on }) => on.name,
  async perform({ request, host }, { on, text }) {
    const { json } = await request({
      method: 'POST',
      path: '/chatter/feed-elements',
      json: { feedElementType: 'FeedItem', subjectId: on.id, body: { messageSegments: [{ type: 'Text', text }] } },
    })
    const { id } = posted.parse(json)
    return { id, url: recordUrl(host, 'FeedItem', id) }
  },
  describe: ({ url }) => ({ facts: [], url }),
})
