// Comments on files. https://developer.box.com/reference/resources/comment/
import { bodyOf, textAt, type Answerer } from './call.js'
import { badParameter } from './errors.js'
import { itemFor } from './rights.js'
import { boxTime, miniUser } from './show-item.js'
import type { Comment } from './state.js'

/** Nothing tells two of the same words apart. https://developer.box.com/reference/post-comments/ */
export const addComment: Answerer = async (call) => {
  const { state, user } = call
  const body = await bodyOf(call)
  if (textAt(body, 'item.type') !== 'file') throw badParameter('item', "Invalid value. 'item' must be a file or a comment")
  const item = itemFor(state, user, { type: 'file', id: textAt(body, 'item.id'), right: 'comment' })
  const comment: Comment = {
    ...{ id: state.nextId(), file: item.id, message: textAt(body, 'message') },
    ...{ createdBy: user.id, createdAt: Date.now() },
  }
  state.comments.push(comment)
  await state.save()
  return { status: 201, body: showComment(comment) }
}

/** https://developer.box.com/reference/get-files-id-comments/ */
export const listComments: Answerer = ({ state, user, ids }) => {
  const item = itemFor(state, user, { type: 'file', id: ids[0] ?? '', right: 'see' })
  const entries = state.comments.filter(({ file }) => file === item.id).map(showComment)
  return { status: 200, body: { total_count: entries.length, offset: 0, limit: 100, entries } }
}

function showComment({ id, file, message, createdBy, createdAt }: Comment): object {
  const of = { item: { type: 'file', id: file }, created_by: miniUser(createdBy), created_at: boxTime(createdAt) }
  return { type: 'comment', id, is_reply_comment: false, message, ...of }
}
