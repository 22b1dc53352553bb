// Box's error answers, mapped to the one error model. https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/
import { z } from 'zod'
import type { HttpResponse } from '../../http/http.js'
import { ActionRejected, AppUnavailable, AuthExpired, PermissionDenied, RateLimited } from '../errors.js'
import { retryAfterMs } from '../retry-after.js'
import { AlreadyCollaborator, ChangedMeanwhile, NameInUse } from './refusals.js'

const conflict = z.object({ type: z.string(), id: z.string(), sha1: z.string().optional() })
/** https://developer.box.com/reference/resources/client-error/; `conflicts` is a list by the pages, and the item itself where a file is uploaded. */
const clientError = z.object({
  code: z.string().default(''),
  message: z.string().default(''),
  context_info: z
    .object({
      errors: z.array(z.object({ name: z.string().default(''), message: z.string().default('') })).catch([]),
      conflicts: z.union([z.array(conflict), conflict.transform((one) => [one])]).catch([]),
    })
    .catch({ errors: [], conflicts: [] }),
})
type Said = z.output<typeof clientError>

/** Where Box's own sentence says too little. */
const words: Readonly<Record<string, string>> = {
  item_name_invalid: 'Box takes no name with / or \\ in it, nor with a space at its beginning or end.',
  item_name_too_long: 'Box takes no name of more than 255 characters.',
  insufficient_scope: "Workbot's app at Box isn't allowed to do this. A Box admin can allow it there.",
  storage_limit_exceeded: "The account's storage at Box is full.",
  not_found: "Not Found: Box has no such item, or doesn't show it to this account.",
}

/** Throws the class that says what `response` (not 2xx) means for the run. */
export function throwBoxError(response: HttpResponse): never {
  const { status, headers } = response
  // Its body is often empty; `WWW-Authenticate` says no more.
  if (status === 401) throw new AuthExpired('Box says that the token has expired or is invalid.')
  if (status === 429) throw new RateLimited('Box has had more requests than it allows.', retryAfterMs(headers))
  const said = parse(response.body)
  if (status >= 500 || status < 400 || !said) throw new AppUnavailable(`Box answered ${String(status)}.`)
  const detail = detailOf(said)
  // Another change of the same item is under way.
  if (said.code === 'operation_blocked_temporary') throw new RateLimited(detail, retryAfterMs(headers))
  if (status === 403 || status === 404) throw new PermissionDenied(detail)
  if (said.code === 'item_name_in_use') throw new NameInUse(detail, said.context_info.conflicts[0])
  if (said.code === 'user_already_collaborator') throw new AlreadyCollaborator(detail)
  if (status === 412) throw new ChangedMeanwhile(detail)
  throw new ActionRejected(detail)
}

/** A sentence with the fields that Box names; an id that isn't there is no field. */
function detailOf({ code, message, context_info: { errors } }: Said): string {
  const sentence = words[code] ?? (message || code)
  if (code !== 'bad_request') return sentence
  const fields = errors.map(({ name, message: why }) => [name, why].filter(Boolean).join(': ')).filter(Boolean)
  return [sentence, ...fields].join('; ')
}

/** Undefined where the body isn't Box's. */
function parse(body: string): Said | undefined {
  try {
    const said = clientError.parse(JSON.parse(body))
    return said.message || said.code ? said : undefined
  } catch {
    return undefined
  }
}
