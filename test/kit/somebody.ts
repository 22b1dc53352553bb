// Somebody in Teams, as a recipe's test has them act: what they do is waited for until every run is quiet.
import { until } from '../../sandbox/probe.js'
import type { SandboxPerson } from '../../sandbox/people.js'
import type { FileServer } from '../support/file-server.js'
import { createTeamsPerson, type Conversation, type Json, type TeamsPerson } from '../support/teams-person.js'
import type { World } from '../support/world.js'
import { readConversation, readMessage } from './read-message.js'

/** `content` as text, or its bytes; `type`: `image/png`. */
export interface SentFile {
  readonly name: string
  readonly content: string | Uint8Array
  readonly type?: string
}

export interface Somebody {
  /** Types a message; with `in` a channel's, that mentions Workbot; with `file` it has a file with it. */
  send(text: string, options?: { readonly in?: Conversation; readonly file?: SentFile }): Promise<void>
  /**
   * Presses a button by its title on the newest message that has one. Resolves with what they are answered.
   * @param options `inputs`: what the card's fields hold, by their ids; `from`: in whose chat the card is, where it isn't theirs
   */
  press(title: string, options?: { readonly in?: Conversation; readonly from?: SandboxPerson; readonly inputs?: Json }): Promise<string>
  /** Presses a button that they have the data of, wherever they have it from. Resolves with what they are answered. */
  sendsPress(data: Json): Promise<string>
  /** Waits for a message, past or coming, that has all of these words. Resolves with the message as they read it. */
  sees(words: string | readonly string[]): Promise<string>
  /** All that stands in their chat now, or in the channel that is named; the oldest first. */
  reads(where?: Conversation): readonly string[]
}

interface Parts {
  readonly world: World
  readonly files: FileServer
  /** Resolves once every run is quiet. */
  readonly settled: () => Promise<void>
}

export function createSomebody({ world, files, settled }: Parts, person: SandboxPerson): Somebody {
  const self = createTeamsPerson(world, person)
  return {
    async send(text, { file, ...options } = {}) {
      const attachments = file && [files.sends(file.name, Buffer.from(file.content), file.type)]
      const status = await self.says(text, { ...options, ...(attachments && { change: { attachments } }) })
      if (status !== 200) throw new Error(`Workbot answered "${text}" with ${String(status)}.`)
      await settled()
    },
    async press(title, { in: where, from, inputs = {} } = {}) {
      const at = from ? createTeamsPerson(world, from).chat : (where ?? self.chat)
      await hasButton(self, title, at)
      const answer = await self.presses(title, { in: where ?? self.chat, from: at, inputs })
      await settled()
      return wordsOf(answer)
    },
    async sendsPress(data) {
      const answer = await self.sendsPress(data)
      await settled()
      return wordsOf(answer)
    },
    async sees(words) {
      const wanted = typeof words === 'string' ? [words] : words
      const found = (): string | undefined =>
        readConversation(world.teams, self.chat.id).find((text) => wanted.every((word) => text.includes(word)))
      const what = `A message for ${person.name} with ${wanted.map((word) => `"${word}"`).join(' and ')}`
      await until(what, () => Promise.resolve(found() !== undefined))
      return found() ?? ''
    },
    reads: (where = self.chat) => readConversation(world.teams, where.id),
  }
}

const wordsOf = ({ value }: Json): string => (typeof value === 'string' ? value : readMessage(value))

/** A card may be edited a moment after its run is quiet. @throws naming the buttons that there are */
async function hasButton(self: TeamsPerson, title: string, where: Conversation): Promise<void> {
  const titles = (): string[] => self.buttons(where).map((button) => button.title)
  try {
    await until(`The button "${title}"`, () => Promise.resolve(titles().includes(title)), 10)
  } catch {
    throw new Error(`No message has the button "${title}"; there are: ${titles().join(', ') || 'none'}.`)
  }
}
