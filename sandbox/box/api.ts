// Which part of the stand-in answers which request to Box's API; uploads have a host of their own at Box, and here a path.
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { Answerer, BoxCall } from './call.js'
import { addCollaboration, listCollaborations } from './collaborations.js'
import { addComment, listComments } from './comments.js'
import { BoxError, noSuchPath, wrongMethod } from './errors.js'
import { changeFile, getFile, type Downloads } from './files.js'
import { changeFolder, createFolder, getFolder, listItems } from './folders.js'
import { searchItems } from './search.js'
import { abortSession, commitSession, getSession, listParts, startSession, uploadPart } from './upload-sessions.js'
import { uploadFile } from './uploads.js'
import { getMe } from './users.js'

type Routes = readonly (readonly [path: RegExp, methods: Readonly<Record<string, Answerer>>])[]
type Asked = Omit<BoxCall, 'ids'>

/** Answers what is asked below `/2.0/` and `/api/2.0/`; null: not its request. */
export function createBoxApi(downloads: Downloads): (asked: Asked) => Promise<ApiAnswer> {
  const routes: Routes = [
    [/^\/2\.0\/users\/me$/, { GET: getMe }],
    [/^\/2\.0\/search$/, { GET: searchItems }],
    [/^\/2\.0\/folders$/, { POST: createFolder }],
    [/^\/2\.0\/folders\/(\d+)$/, { GET: getFolder, PUT: changeFolder }],
    [/^\/2\.0\/folders\/(\d+)\/items$/, { GET: listItems }],
    [/^\/2\.0\/folders\/(\d+)\/collaborations$/, { GET: listCollaborations('folder') }],
    [/^\/2\.0\/files\/(\d+)$/, { GET: getFile, PUT: changeFile }],
    [/^\/2\.0\/files\/(\d+)\/content$/, { GET: downloads.start }],
    [/^\/2\.0\/files\/(\d+)\/comments$/, { GET: listComments }],
    [/^\/2\.0\/files\/(\d+)\/collaborations$/, { GET: listCollaborations('file') }],
    [/^\/2\.0\/collaborations$/, { POST: addCollaboration }],
    [/^\/2\.0\/comments$/, { POST: addComment }],
    [/^\/api\/2\.0\/files\/content$/, { POST: uploadFile }],
    [/^\/api\/2\.0\/files\/upload_sessions$/, { POST: startSession }],
    [/^\/api\/2\.0\/files\/upload_sessions\/(\w+)$/, { GET: getSession, PUT: uploadPart, DELETE: abortSession }],
    [/^\/api\/2\.0\/files\/upload_sessions\/(\w+)\/parts$/, { GET: listParts }],
    [/^\/api\/2\.0\/files\/upload_sessions\/(\w+)\/commit$/, { POST: commitSession }],
  ]
  return async (asked) => {
    const { pathname } = asked.url
    const [path, methods] = routes.find(([pattern]) => pattern.test(pathname)) ?? []
    if (!path || !methods) return noSuchPath()
    const answer = methods[asked.request.method ?? '']
    if (!answer) return wrongMethod()
    const [, ...ids] = path.exec(pathname) ?? []
    try {
      return await answer({ ...asked, ids })
    } catch (error) {
      if (error instanceof BoxError) return error.answer
      throw error
    }
  }
}
