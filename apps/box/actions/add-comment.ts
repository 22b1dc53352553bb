// Comments on a file. https://developer.box.com/reference/post-comments/
import { z } from 'zod'
import { defineWrite } from '../../define-app.js'
import { itemUrl } from '../hosts.js'

export interface AddComment {
  /** Of the file; a folder has no comments. */
  readonly id: string
  /** Its name, for the card where nobody can tell whether the comment is there. */
  readonly name?: string
  readonly message: string
}

export interface AddedComment {
  readonly id: string
  /** Of the file. */
  readonly url: string
}

const answer = z.object({ id: z.string() })

export const addComment = defineWrite<AddComment, AddedComment>({
  // Box takes the same words twice and has no field for a key: that a comment of ours is there can't be told from somebody saying it again.
  recognisedBy: 'none',
  subject: ({ name }) => name,
  describe: ({ url }) => ({ facts: [], url }),
  async perform({ request, host }, { id, message }) {
    const { json } = await request({
      method: 'POST',
      path: '/comments',
      query: { fields: 'id' },
      json: { item: { type: 'file', id }, message },
    })
    return { id: answer.parse(json).id, url: itemUrl(host, { type: 'file', id }) }
  },
})
