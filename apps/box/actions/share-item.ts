// Makes the shared link of a folder or file, or sets who can use the one it has.
// https://developer.box.com/reference/put-folders-id/ and https://developer.box.com/reference/put-files-id/ (`shared_link`)
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { OutcomeUnknown } from '../../errors.js'
import { itemUrl } from '../hosts.js'
import { itemPath, type ItemRef } from '../item.js'

/** `open`: whoever has the link; `company`: people of the owner's enterprise; `collaborators`: who was invited. */
export type LinkAccess = 'open' | 'company' | 'collaborators'

export interface ShareItem extends ItemRef {
  readonly access: LinkAccess
}

export interface SharedLink {
  readonly url: string
  /** What it is after all; an enterprise can allow less than was asked. */
  readonly access: LinkAccess
  /** The item's name, and where its collaborators see it. */
  readonly name: string
  readonly itemUrl: string
}

const access = z.enum(['open', 'company', 'collaborators'])
const shared = z.object({ url: z.string(), access: access.nullish(), effective_access: access })
const FIELDS = 'shared_link,name'
const answer = z.object({ etag: z.string(), name: z.string().default(''), shared_link: shared.nullish() })
type Seen = z.output<typeof answer>

export const shareItem = defineWrite<ShareItem, SharedLink>({
  // The version that was seen before the first try is the state that a change must find: If-Match.
  recognisedBy: 'enforced',
  subject: ({ name }) => name,
  describe: ({ url, itemUrl: record }) => ({ facts: [], url, record }),
  async perform(call, input) {
    const before = await call.noteOnce(() => look(call, input))
    const now = call.isRetry ? await look(call, input) : before
    const already = linkOf(call, input, now)
    if (already) return already
    if (now.etag !== before.etag)
      throw new OutcomeUnknown('It was changed meanwhile, and its link is not what was asked for: another change may have come after ours.')
    const { json } = await call.request({
      method: 'PUT',
      path: itemPath(input),
      query: { fields: FIELDS },
      headers: { 'if-match': before.etag },
      json: { shared_link: { access: input.access } },
    })
    return sharedLink(call, input, answer.parse(json))
  },
})

async function look({ request }: ActionCall, item: ItemRef): Promise<Seen> {
  return answer.parse((await request({ method: 'GET', path: itemPath(item), query: { fields: FIELDS } })).json)
}

/** The link, where it is what was asked for. */
function linkOf(call: ActionCall, input: ShareItem, seen: Seen): SharedLink | undefined {
  const link = seen.shared_link
  return link && (link.access ?? link.effective_access) === input.access ? sharedLink(call, input, seen) : undefined
}

function sharedLink({ host }: ActionCall, item: ItemRef, { name, shared_link: link }: Seen): SharedLink {
  const { url, effective_access: access } = shared.parse(link)
  return { url, access, name, itemUrl: itemUrl(host, item) }
}
