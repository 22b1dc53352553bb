// What an action is called with outside a run.
import { randomUUID } from 'node:crypto'
import type { ActionCall } from '../../apps/define-app.js'
import type { FileRef, OpenFile } from '../../apps/file-content.js'

const files = new Map<string, OpenFile>()

/** @param call what matters to the test; `request` and `host` at least */
export function actionCall(call: Pick<ActionCall, 'request' | 'host'> & Partial<ActionCall>): ActionCall {
  return {
    ...{ effectKey: 'a'.repeat(32), startedAt: new Date(), isRetry: false, accountKey: '00D5g0000000001EAA/0055g0000000001EAA' },
    noteOnce: (read) => read(),
    openFile: ({ id }) => Promise.resolve(files.get(id) as OpenFile),
    ...call,
  }
}

/** A file that an action can open. @param content its bytes, or how they are read */
export function fileOf(name: string, content: Uint8Array | OpenFile['content'], type = 'application/octet-stream'): FileRef {
  const id = randomUUID()
  const inMemory: OpenFile['content'] =
    content instanceof Uint8Array
      ? {
          size: content.length,
          async *read(from, to) {
            yield content.subarray(from, to)
          },
        }
      : content
  files.set(id, { name, type, content: inMemory })
  return { id, name, bytes: inMemory.size }
}
