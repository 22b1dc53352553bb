// One of every message, for the tests that look at all of them.
import { cannotMessageYet, cannotTellYet } from '../../text/cards/cannot-message-yet.js'
import { disabled } from '../../text/cards/disabled.js'
import { firstContact } from '../../text/cards/first-contact.js'
import { formCard } from '../../text/cards/form-card.js'
import { formTaken } from '../../text/cards/form-taken.js'
import { help } from '../../text/cards/help.js'
import { runEnded } from '../../text/cards/run-ended.js'
import { signInCard, type SignInCardModel } from '../../text/cards/sign-in-card.js'
import { signInReminder } from '../../text/cards/sign-in-reminder.js'
import { twinWaiting } from '../../text/cards/twin-waiting.js'
import { unknownCommand } from '../../text/cards/unknown-command.js'
import type { Catalogue } from '../../text/catalogue.js'
import { describeRun } from '../../text/describe-run.js'
import type { Message } from '../../text/message.js'
import * as notes from '../../text/notes.js'
import { recipeTitle } from '../../text/recipe-title.js'
import { choice, date, number, text as line } from '../../workflows/params.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { askSamples } from './ask-samples.js'
import { connectionSamples } from './connection-samples.js'
import { decisionSamples } from './decision-samples.js'
import { failedSamples } from './failed-samples.js'
import { fileSamples } from './file-samples.js'
import { inPlaceSamples } from './in-place-samples.js'
import { proposalSamples } from './proposal-samples.js'
import { receiptSamples } from './receipt-samples.js'

/** What is done to each word that doesn't come from the catalogue; the tests make hostile text of it. */
export interface Data {
  /** What people, apps and Teams say. */
  readonly outside: (words: string) => string
  /** What a recipe's author wrote. */
  readonly author: (words: string) => string
}

const asItIs: Data = { outside: (words) => words, author: (words) => words }

/** Every message, by a name. */
export function cardSamples(text: Catalogue, { outside: data, author }: Data = asItIs): Record<string, Message> {
  const locale = 'en-US'
  const recipe: RecipeSpec = {
    name: 'createOpportunity',
    command: author('create opportunity'),
    hint: author('Create a Salesforce opportunity as yourself.'),
    apps: { salesforce: 'switch' },
    params: {
      name: line(author('Opportunity name')),
      amount: number(author('Amount'), { min: 0 }),
      stage: choice(author('Stage'), [author('Prospecting'), author('Negotiation')]),
      closeDate: { ...date(author('Close date')), optional: true },
    },
  }
  const params = { name: data('Acme'), amount: 50_000, stage: author('Prospecting') }
  const [title, sentence] = [recipeTitle(recipe), describeRun(recipe, params, locale, text)]
  const [deadlineAt, at] = [new Date('2026-11-26T13:02:11.123Z'), new Date('2026-11-23T13:09:00Z')]
  const run = (id: string) => ({
    runId: `createOpportunity-${id}`,
    title,
    sentence,
    askedIn: { kind: 'channel' as const, name: data('EMEA deals') },
    deadlineAt,
    cancelNonce: 'nonce',
  })
  const signIn: SignInCardModel = {
    state: 'waiting',
    app: data('Salesforce'),
    configurationLabel: data('Contoso Production'),
    profile: { name: data('Alice Jensen'), email: data('alice@contoso.example') },
    locale,
    link: 'https://workbot.contoso.example/connect/0b7c',
    runs: [run('K7F3x2')],
  }
  const again = { run: 'createOpportunity-K7F3x2', hasEntries: true, nonce: 'nonce' }
  const reminder = { ...{ app: signIn.app, title, sentence, locale, deadlineAt }, link: signIn.link }
  const account = { name: data('alice@contoso-sales.example'), orgName: data('Contoso Production') }
  const identity = { accountName: account.name, orgName: account.orgName, callerName: data('Alice Jensen'), app: data('Salesforce') }
  const adminNote = {
    ...{ configuration: data('Contoso Production'), clientId: data('3MVG9'), scopes: data('api refresh_token') },
    redirectUri: data('https://workbot.contoso.example/oauth/callback/salesforce'),
  }
  const ended = { title, app: data('Salesforce'), runId: 'createOpportunity-K7F3x2', callerName: data('Alice Jensen'), stepsDone: 0 }
  const form = { recipe, values: {}, problems: {}, unknownNames: [], nonce: 'nonce', locale }
  const helpRecipe = { name: 'createOpportunity', command: recipe.command, hint: recipe.hint }
  const pipeline = { name: 'pipeline', command: author('pipeline'), hint: author('Show the open opportunities of the whole team.') }
  const decision = {
    ...{ title, app: data('Salesforce'), action: author('create task'), subject: data('Call Acme') },
    ...{ account: account.name, deadlineAt, runId: 'createOpportunity-K7F3x2' },
  }
  const receiptOf = { title, facts: [], at, runId: 'createOpportunity-K7F3x2', locale }

  return {
    'sign-in, waiting': signInCard(signIn, text),
    'sign-in, waiting in this chat': signInCard(
      { ...signIn, runs: [{ ...run('K7F3x2'), askedIn: { kind: 'personal', name: null } }] },
      text,
    ),
    'sign-in, three runs': signInCard(
      { ...signIn, runs: [run('K7F3'), run('AB12'), { ...run('CD34'), askedIn: { kind: 'group', name: null } }] },
      text,
    ),
    'sign-in, in the middle of a run, as before': signInCard({ ...signIn, runs: [{ ...run('K7F3x2'), beganAs: account.name }] }, text),
    'sign-in, asked ahead': signInCard({ ...signIn, runs: [{ ...run('K7F3x2'), mayDecline: true }] }, text),
    'sign-in, two runs, one asked ahead': signInCard({ ...signIn, runs: [{ ...run('K7F3'), mayDecline: true }, run('AB12')] }, text),
    'sign-in, connected': signInCard({ ...signIn, state: 'connected', account }, text),
    'sign-in, declined': signInCard({ ...signIn, state: 'declined' }, text),
    'sign-in, expired': signInCard({ ...signIn, state: 'expired' }, text),
    'sign-in, cancelled': signInCard({ ...signIn, state: 'cancelled' }, text),
    'sign-in, cancelled, to be run again': signInCard({ ...signIn, state: 'cancelled', again }, text),
    ...connectionSamples(text, { recipe, params, sentence, signIn, account, deadlineAt, at, locale, data }),
    'sign-in, the trip did not come back': signInCard({ ...signIn, missed: { request: '0b7c' } }, text),
    'sign-in, the trip did not come back, two runs': signInCard(
      { ...signIn, missed: { request: '0b7c' }, runs: [run('K7F3'), run('AB12')] },
      text,
    ),
    ...Object.fromEntries(
      ['Salesforce', 'ServiceNow', 'Box', 'Another app'].map((app) => [
        `note: for the admin of ${app}`,
        notes.adminNote({ ...adminNote, appId: app.toLowerCase(), app: data(app) }, text),
      ]),
    ),
    'sign-in, reminder': signInReminder({ ...reminder, count: 1 }, text),
    'sign-in, reminder of three runs': signInReminder({ ...reminder, count: 3 }, text),
    'sign-in, no DM possible': cannotMessageYet({ name: data('Alice'), deadlineAt }, text),
    'sign-in, no DM possible, with a link to add': cannotMessageYet(
      { name: data('Alice'), deadlineAt, addUrl: 'https://teams.microsoft.com/l/app/1' },
      text,
    ),
    'note: a result that could not be told': cannotTellYet({ name: data('Alice'), recipe: title }, text),
    ...decisionSamples(text, decision),
    ...proposalSamples(text, { title, askedAt: at, deadlineAt, runId: 'createOpportunity-K7F3x2', data }),
    ...inPlaceSamples(text, { title, deadlineAt, runId: 'approveDiscount-K7F3x2', locale, account: account.name }, { data, author }),
    ...askSamples(text, { title, deadlineAt, runId: 'approveDiscount-K7F3x2' }, data),
    ...receiptSamples(text, { receiptOf, pipeline: recipeTitle(pipeline), identity }, { outside: data, author }),
    'ended, declined': runEnded({ ...ended, readBy: 'caller', ending: { kind: 'declined' } }, text),
    'ended, cancelled': runEnded({ ...ended, readBy: 'caller', ending: { kind: 'cancelled' } }, text),
    'ended, cancelled, read by others, one step done': runEnded(
      { ...ended, stepsDone: 1, readBy: 'others', ending: { kind: 'cancelled' } },
      text,
    ),
    'ended, cancelled, a request without an answer': runEnded(
      { ...ended, isUnsure: true, readBy: 'caller', ending: { kind: 'cancelled' } },
      text,
    ),
    'ended, expired': runEnded({ ...ended, readBy: 'caller', ending: { kind: 'expired', deadlineAt } }, text),
    'ended, nobody said whether to still do it': runEnded({ ...ended, readBy: 'caller', ending: { kind: 'unanswered', deadlineAt } }, text),
    'ended, expired, to be run again': runEnded({ ...ended, again, readBy: 'caller', ending: { kind: 'expired', deadlineAt } }, text),
    'ended, declined, to be run again, without entries': runEnded(
      { ...ended, again: { ...again, hasEntries: false }, readBy: 'caller', ending: { kind: 'declined' } },
      text,
    ),
    ...failedSamples(text, { ended, account: account.name, data }),
    'form, empty': formCard(form, text),
    'form, with problems': formCard(
      {
        ...form,
        values: { name: data('Acme'), amount: '50.000', stage: data('Prospektion'), closeDate: data('tomorrow') },
        problems: {
          amount: { kind: 'ambiguous', readings: [50_000, 50] },
          stage: { kind: 'not_a_choice', typed: data('Prospektion') },
          closeDate: { kind: 'not_a_date', typed: data('tomorrow') },
        },
        unknownNames: [
          { typed: data('stge'), nearest: data('Stage') },
          { typed: data('colour'), nearest: null },
        ],
      },
      text,
    ),
    'form, with other problems': formCard(
      {
        ...form,
        values: { name: data('Acme'), amount: '-1' },
        problems: {
          name: { kind: 'too_long', maxLength: 255 },
          amount: { kind: 'too_small', min: 0 },
          stage: { kind: 'missing' },
          closeDate: { kind: 'not_a_date', typed: data('soon') },
        },
      },
      text,
    ),
    'form, numbers': formCard(
      {
        ...form,
        values: { amount: data('lots') },
        problems: { amount: { kind: 'not_a_number', typed: data('lots') }, name: { kind: 'too_large', max: 9_999 } },
      },
      text,
    ),
    ...fileSamples(text, form, { outside: data, author }),
    'form, taken': formTaken({ recipe, params, locale }, text),
    help: help({ recipes: [helpRecipe, pipeline] }, text),
    'help, nothing open': help({ recipes: [] }, text),
    'unknown command, near ones': unknownCommand({ typed: data('crate oportunity'), nearest: [helpRecipe], own: [] }, text),
    'unknown command, near our own': unknownCommand(
      { typed: data('conect salesforce'), nearest: [], own: ['connect', 'disconnect'] },
      text,
    ),
    'unknown command, none near': unknownCommand({ typed: data('weather'), nearest: [], own: [] }, text),
    'unknown command, empty': unknownCommand({ typed: ' ', nearest: [], own: [] }, text),
    'twin waiting': twinWaiting({ recipe: 'createOpportunity', title, sentence, run: 'createOpportunity-K7F3x2', nonce: 'nonce' }, text),
    disabled: disabled({ title, since: at }, text),
    'disabled, since unknown': disabled({ title, since: null }, text),
    'first contact': firstContact({ in: 'personal', host: { name: null, privacyUrl: null } }, text),
    'first contact, who runs it and the privacy link': firstContact(
      { in: 'personal', host: { name: data('Contoso IT'), privacyUrl: 'https://contoso.example/privacy' } },
      text,
    ),
    'first contact in a team': firstContact({ in: 'team', addedBy: data('Bob Olsen'), host: { name: null, privacyUrl: null } }, text),
    'first contact in a team, added by nobody known': firstContact(
      { in: 'team', addedBy: null, host: { name: null, privacyUrl: null } },
      text,
    ),
    'note: sent to you': notes.channelSignInNote({ name: data('Alice'), app: data('Salesforce') }, text),
    'note: someone else opened it': notes.someoneElseOpenedYourLink({ app: data('Salesforce'), runs: 2 }, text),
    'note: a sign-in that ends soon': notes.signInEndsSoon(
      { app: data('ServiceNow'), command: author('connect servicenow'), days: 7 },
      text,
    ),
    'note: result sent': notes.personalResultNote(data('Alice'), text),
    'note: taken': notes.taken({ title }, text),
    'note: not waiting': notes.notWaitingAnymore(text),
    'note: our side down': notes.ourSideDown({ code: 'WB-DB-002' }, text),
    'note: not allowed': notes.notAllowed({ title }, text),
    'note: nobody may': notes.nobodyMayRunYet({ title }, text),
    'note: guests': notes.guestsCant(text),
    'note: other tenant': notes.otherTenant(text),
    'note: no identity': notes.noIdentity(text),
    'note: paused': notes.paused(text),
    'note: another’s button': notes.anotherPersonsButton({ ownerName: data('Alice Jensen') }, text),
    'note: button used': notes.buttonUsed(text),
    'note: form gone': notes.formGone(text),
    'note: form below': notes.formBelow(text),
    'note: started': notes.started({ title: 'Pipeline' }, text),
    'note: run cancelled': notes.runCancelled(text),
    'note: going on after all': notes.goingOnAfterAll(text),
    'note: going on without': notes.goingOnWithout(text),
    'note: run still ends': notes.runStillEnds(text),
    'note: run has done something': notes.runHasDone(text),
    'note: not run again': notes.notRunAgain({ title }, text),
    'note: shown again': notes.shownAgain(text),
  }
}
