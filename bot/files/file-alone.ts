// What is said of a file that came without a command.
import type { Message } from '../../text/message.js'
import { fileKept, fileNotKept } from '../../text/notes.js'
import type { Asked } from '../bot-deps.js'

/** Null where no file came. */
export function fileAlone({ received, asker }: Asked): Message | null {
  const [refused] = received.refused
  if (refused) return fileNotKept(refused)
  const [file] = received.staged
  return file ? fileKept({ ...file, locale: asker.profile.locale }) : null
}
