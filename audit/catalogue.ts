// Every event that the audit knows, when it is written, and what stands in its detail. docs/audit.md has the same table, and a test compares them.

/** What a field holds: text, a number, or the value of a setting, which may be yes or no too. `?`: not in every entry. */
type Kind = 'text' | 'text?' | 'number' | 'value'

interface EventSpec {
  readonly when: string
  readonly detail: Readonly<Record<string, Kind>>
}

/** No field may hold a secret, or what a caller typed. */
export const auditEvents = {
  'sign_in.wanted': { when: 'a person asked to sign in without a run', detail: { requestId: 'text', account: 'text' } },
  'sign_in.started': { when: 'a person was sent to the app to sign in', detail: { requestId: 'text' } },
  'sign_in.connected': {
    when: 'a sign-in made or renewed a connection',
    detail: { requestId: 'text', account: 'text', org: 'text' },
  },
  'sign_in.declined': { when: 'a person said no at the app', detail: { requestId: 'text' } },
  'sign_in.failed': { when: 'the app did not give what a connection needs', detail: { requestId: 'text', why: 'text' } },
  'sign_in.wrong_person': { when: 'a browser proved to be somebody else; they are the person', detail: { requestId: 'text' } },
  'sign_in.wrong_org': { when: 'the account is of an org that is not accepted', detail: { requestId: 'text', why: 'text' } },
  'sign_in.account_asked': { when: 'an account that nobody expected: its owner is asked', detail: { requestId: 'text', account: 'text' } },
  'sign_in.account_refused': { when: 'the owner said that it is not theirs', detail: { requestId: 'text', account: 'text' } },
  'connection.needs_sign_in': {
    when: 'a connection can no longer be used; in its run, where one found it',
    detail: { why: 'text?', connectionId: 'text?' },
  },
  'connection.refresh_failed': { when: 'the app refused to renew a token', detail: { connectionId: 'text', why: 'text' } },
  'connection.ends_soon': { when: 'a person was told that a connection ends within a week', detail: { connectionId: 'text' } },
  'connection.disconnected': {
    when: 'a connection was ended',
    detail: { connectionId: 'text', account: 'text', why: 'text', by: 'text?' },
  },
  'shared.started': { when: 'an admin was sent to the app to connect the shared account', detail: {} },
  'shared.connected': {
    when: "an admin made or renewed the workspace's shared connection",
    detail: { connectionId: 'text', account: 'text', org: 'text' },
  },
  'shared.refused': { when: 'what an admin brought for the shared connection was not kept', detail: { why: 'text' } },
  'revocation.done': { when: 'the app confirmed the end of tokens', detail: { connectionId: 'text' } },
  'revocation.failed': { when: 'the end of tokens was given up', detail: { connectionId: 'text' } },
  'action.performed': {
    when: 'a run acted in an app; one entry for each action, the caller is the person',
    detail: {
      step: 'text',
      app: 'text',
      action: 'text',
      kind: 'text',
      identity: 'text',
      account: 'text',
      org: 'text',
      connectionId: 'text',
    },
  },
  'action.decided': { when: 'the caller decided about a write whose answer was lost', detail: { step: 'text', answer: 'text' } },
  'ask.asked': { when: 'a run asked people to decide; the caller is who asks', detail: { step: 'text', people: 'number' } },
  'ask.answered': {
    when: 'somebody who was asked decided; `checked`: the app was asked first whether all is as it was',
    detail: { step: 'text', answer: 'text', checked: 'text' },
  },
  'ask.passed': { when: 'somebody who was asked passed the question on', detail: { step: 'text', to: 'text' } },
  'ask.settled': { when: 'what a run asks was decided in the app itself', detail: { step: 'text', how: 'text' } },
  'run.refused': { when: 'a command or a press was refused', detail: { why: 'text', recipe: 'text?' } },
  'run.cancelled': { when: 'a run was cancelled, by its caller or by an operator', detail: { by: 'text?' } },
  'run.still_wanted': { when: 'a person who signed in late said that a run should still be done', detail: {} },
  'run.extended': { when: 'an operator gave a run more time', detail: { by: 'text', hours: 'number' } },
  'run.card_resent': { when: 'an operator had a sign-in card sent again', detail: { by: 'text' } },
  'run.proposed': {
    when: 'somebody proposed to run an ended run again, or to continue it (`kind`); its caller is asked',
    detail: { kind: 'text', by: 'text' },
  },
  'run.proposal_answered': {
    when: 'its caller answered; the run that a yes started is `newRun`',
    detail: { kind: 'text', answer: 'text', newRun: 'text?' },
  },
  'run.inputs_shown': { when: 'an operator looked at what a caller typed', detail: { by: 'text' } },
  'incident.begun': {
    when: 'an operator began to disconnect everyone from an app, or from all of them, where there is no configuration',
    detail: { by: 'text' },
  },
  'incident.ended': {
    when: 'nothing is left of it: every app has confirmed, or is no longer asked',
    detail: { connections: 'number', by: 'text' },
  },
  'person.exported': { when: 'an operator exported what is stored about a person', detail: { by: 'text' } },
  'person.erased': { when: 'a person was erased; the audit keeps this pseudonym', detail: { pseudonym: 'text', by: 'text' } },
  'setting.changed': {
    when: 'a setting of a recipe, an app configuration or the deployment changed; everything paused is one',
    detail: { setting: 'text', from: 'value', to: 'value', by: 'text', recipe: 'text?' },
  },
  'configuration.made': {
    when: 'an admin made an app configuration',
    detail: { app: 'text', label: 'text', clientId: 'text' },
  },
  'configuration.tested': {
    when: 'an admin had an app configuration tested; what its sign-in page and its token endpoint answered',
    detail: { page: 'text', client: 'text' },
  },
  'configuration.removed': { when: 'an admin removed an app configuration that nothing used', detail: { by: 'text' } },
  'codec.opened': { when: 'an operator began to read what runs hold, in the UI of Temporal', detail: {} },
  'codec.refused': { when: 'somebody who is no operator wanted to', detail: {} },
  'site.opened': { when: 'somebody signed in to the pages', detail: {} },
  'site.refused': { when: 'somebody wanted a page or a change that is not for them', detail: { path: 'text' } },
  'audit.exported': { when: 'somebody exported the audit from its page', detail: { format: 'text' } },
  'key.activated': { when: 'a program first sealed with a key', detail: { ring: 'text', key: 'text' } },
  'key.retired': { when: 'an operator retired a key', detail: { ring: 'text', key: 'text', by: 'text', why: 'text?' } },
} as const satisfies Readonly<Record<string, EventSpec>>

/** What happened, in `<subject>.<past tense>`. */
export type AuditEvent = keyof typeof auditEvents

interface Values {
  readonly text: string
  readonly 'text?': string | undefined
  readonly number: number
  readonly value: string | number | boolean
}
type Fields<Event extends AuditEvent> = (typeof auditEvents)[Event]['detail']
type KindOf<Field> = Field extends Kind ? Field : never
type Given<Spec> = { readonly [Name in keyof Spec as Spec[Name] extends 'text?' ? never : Name]: Values[KindOf<Spec[Name]>] }
type Perhaps<Spec> = { readonly [Name in keyof Spec as Spec[Name] extends 'text?' ? Name : never]?: Values[KindOf<Spec[Name]>] }

/** The detail of one event, no more and no less than the catalogue says. */
export type AuditDetail<Event extends AuditEvent> = Given<Fields<Event>> & Perhaps<Fields<Event>>
