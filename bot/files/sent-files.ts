// Which files a Teams activity brings, and where their bytes are.
import { isPersonal, type TeamsActivity } from '../teams-activity.js'

/** `open`: the address opens by itself, for some minutes. `connector`: Teams' own store of inline images, which wants the bot's token. */
export interface SentFile {
  readonly name: string
  readonly url: URL
  readonly at: 'open' | 'connector'
}

const FILE = 'application/vnd.microsoft.teams.file.download.info'
const MOST = 10

/**
 * Bots get files in people's own chats only; elsewhere there are none.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function sentFiles(activity: TeamsActivity): SentFile[] {
  if (!isPersonal(activity) || activity.type !== 'message') return []
  return (activity.attachments ?? [])
    .flatMap(({ contentType, contentUrl, content, name }) => {
      if (contentType === FILE) return sent(name ?? 'file', addressIn(content), 'open')
      if (contentType.startsWith('image/')) return sent(name ?? 'image', contentUrl, 'connector')
      return []
    })
    .slice(0, MOST)
}

function addressIn(content: unknown): string | undefined {
  const url = typeof content === 'object' && content !== null && 'downloadUrl' in content ? content.downloadUrl : undefined
  return typeof url === 'string' ? url : undefined
}

function sent(name: string, url: string | null | undefined, at: SentFile['at']): SentFile[] {
  return url && URL.canParse(url) ? [{ name, url: new URL(url), at }] : []
}
