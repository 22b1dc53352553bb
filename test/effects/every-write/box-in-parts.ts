// Box's one write that is many requests: a large file, struck at the request that makes it a file, and between its parts.
import type { BoxStandIn } from '../../../sandbox/box/index.js'
import type { Strike, Writes } from './table.js'

const SESSIONS = '/api/2.0/files/upload_sessions/'

/** @param at whether its commit or one of its parts is struck */
export function boxWritesInParts({ state }: BoxStandIn, { tag, odd, files: { large } }: Strike, at: 'its commit' | 'a part'): Writes {
  const name = `${tag} film ${odd().replaceAll(/[/\\]/g, '')}`
  const hasPart = (): boolean => state.sessions.some((session) => session.name === name && session.parts.length > 0)
  return {
    uploadFile: {
      ...{ shown: `${tag} film`, input: { file: large, name } },
      ...(at === 'its commit'
        ? { request: { method: 'POST', path: SESSIONS } }
        : { request: { method: 'PUT', path: SESSIONS }, isSent: hasPart }),
      count: () => state.items.filter((item) => item.name === name).length,
    },
  }
}
