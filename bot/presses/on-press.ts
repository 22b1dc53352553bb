// A pressed button, to the one that answers it.
import type { Transaction } from '../../database.js'
import { buttonUsed } from '../../text/notes.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import { sendAdminNote } from './admin-note.js'
import { answerAsk } from './answer-ask.js'
import { answerProposal } from './answer-proposal.js'
import { cancelRun } from './cancel-run.js'
import { chooseRecord } from './choose-record.js'
import { connectApp } from './connect-app.js'
import { decideLine } from './decide-line.js'
import { decideWrite } from './decide-write.js'
import { declineSignIn } from './decline-sign-in.js'
import { askAboutDisconnect, disconnectNow, keepConnection, showConnections } from './disconnect-presses.js'
import { notMyAccount } from './not-my-account.js'
import { openForm } from './open-form.js'
import { passAskOn } from './pass-ask.js'
import { readPress } from './read-press.js'
import { discardRun, runAgain } from './run-again.js'
import { stillDo } from './still-do.js'
import { submitForm } from './submit-form.js'
import { showWaiting, startAnother } from './twin-presses.js'

/** Every press addresses a row and is checked against its owner. */
export async function onPress(tx: Transaction, asked: Asked, turn: Turn): Promise<AfterCommit> {
  const pressed = readPress(asked.activity)
  if (pressed === null) return () => turn.tell(buttonUsed())
  const { press, fields } = pressed
  switch (press.press) {
    case 'cancelRun':
      return cancelRun(tx, asked, turn, press)
    case 'stillDo':
      return stillDo(tx, asked, turn, press)
    case 'declineSignIn':
      return declineSignIn(tx, asked, turn, press)
    case 'runAgain':
      return runAgain(tx, asked, turn, press)
    case 'discardRun':
      return discardRun(tx, asked, turn, press)
    case 'answerProposal':
      return answerProposal(tx, asked, turn, press)
    case 'adminNote':
      return sendAdminNote(tx, asked, turn, press)
    case 'decideWrite':
      return decideWrite(tx, asked, turn, press)
    case 'chooseRecord':
      return chooseRecord(tx, asked, turn, { press, fields })
    case 'decideLine':
      return decideLine(tx, asked, turn, { press, fields })
    case 'answerAsk':
      return answerAsk(tx, asked, turn, { press, fields })
    case 'passAsk':
      return passAskOn(tx, asked, turn, { press, fields })
    case 'connections':
      return showConnections(tx, asked, turn, press)
    case 'connectApp':
      return connectApp(tx, asked, turn, press)
    case 'askDisconnect':
      return askAboutDisconnect(tx, asked, turn, press)
    case 'disconnect':
      return disconnectNow(tx, asked, turn, press)
    case 'keepConnection':
      return keepConnection(tx, asked, turn, press)
    case 'notMyAccount':
      return notMyAccount(tx, asked, turn, press)
    case 'openForm':
      return openForm(tx, asked, turn, press)
    case 'submitForm':
      return submitForm(tx, asked, turn, { press, fields })
    case 'showWaiting':
      return showWaiting(tx, asked, turn, press)
    case 'startAnother':
      return startAnother(tx, asked, turn, press)
  }
}
