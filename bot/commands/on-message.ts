// A message to the bot: a command, `help`, or something near to one.
import type { Transaction } from '../../database.js'
import { help } from '../../text/cards/help.js'
import { unknownCommand } from '../../text/cards/unknown-command.js'
import { ownCommands } from '../../text/commands.js'
import { filesLeft } from '../../text/notes.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { openRecipes } from '../may-start.js'
import type { Turn } from '../turn.js'
import { fileAlone } from '../files/file-alone.js'
import { matchCommand } from './match-command.js'
import { ownCommand } from './own-commands.js'
import { readMessageText } from './read-message-text.js'
import { runCommand } from './run-command.js'

/** There is always an answer; files that it has no use for are named after it. */
export async function onMessage(tx: Transaction, asked: Asked, turn: Turn): Promise<AfterCommit> {
  const answer = await answerTo(tx, asked, turn)
  const { staged, refused, extra } = asked.received
  if (extra.length === 0) return answer
  const left = filesLeft({ names: extra, taken: staged.length + refused.length })
  return async () => {
    await answer()
    await turn.reply(left)
  }
}

/** Only recipes that are open to the person are listed or suggested. */
async function answerTo(tx: Transaction, asked: Asked, turn: Turn): Promise<AfterCommit> {
  const text = readMessageText(asked.activity)
  const command = matchCommand(text, asked.deps.specs)
  if (command.kind === 'own') return ownCommand(tx, asked, turn, command)
  if (command.kind === 'recipe') return runCommand(tx, asked, turn, command)
  const file = fileAlone(asked)
  if (file) return () => turn.reply(file)
  const open = await openRecipes(tx, asked)
  if (command.kind === 'help') return () => turn.reply(help({ recipes: open }))
  const nearest = command.nearest.flatMap((name) => open.filter((spec) => spec.command === name))
  const own = ownCommands.map(({ command: name }) => name).filter((name) => name !== 'help' && command.nearest.includes(name))
  return () => turn.reply(unknownCommand({ typed: text, nearest, own }))
}
