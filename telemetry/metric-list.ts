// Every metric by its name as Prometheus shows it, and what it says. docs/observability.md, the alerts and the dashboard are held to this list.

/** Counters; each grows by one when its thing has happened. */
export const counters = {
  signIns: { name: 'workbot_sign_ins_total', help: 'Sign-ins by how they ended: connected, declined, expired, wrong_person, refused' },
  refreshes: {
    name: 'workbot_token_refreshes_total',
    help: 'Token refreshes by outcome: refreshed, ended (a new sign-in is needed), later (asked again)',
  },
  runsAccepted: { name: 'workbot_runs_accepted_total', help: 'Runs accepted in Teams, by recipe' },
  runsEnded: { name: 'workbot_runs_ended_total', help: 'Runs by recipe and the state they ended in' },
  teamsFailures: { name: 'workbot_teams_failures_total', help: 'Messages that Teams did not take: failed, or unreachable' },
} as const

/** Seconds from the request to the last byte of its answer. `_count` counts the requests. */
export const histograms = {
  appRequests: {
    name: 'workbot_app_request_seconds',
    help: 'Requests to apps by app and status: 2xx, 3xx, 4xx, 5xx, or none where no answer came',
  },
} as const

/** Read from Postgres when they are asked for, by the worker. Every worker shows the same numbers: take their max, not their sum. */
export const gauges = {
  waitsOpen: { name: 'workbot_waits_open', help: 'Runs that wait for a sign-in, by how long: 1h, 1d, 3d (less than that), more' },
  oldestWait: { name: 'workbot_oldest_wait_seconds', help: 'Age of the oldest open wait; 0 where nothing waits' },
  effectsUnknown: {
    name: 'workbot_effects_unknown',
    help: 'Writes of open runs sent over a minute ago, of which it is not known whether they were done',
  },
  owedSeconds: {
    name: 'workbot_owed_seconds',
    help: 'How long the oldest owed thing is owed, by the duty of the sweep: start, signal, card, unconfirmed, revocation, receipt',
  },
} as const

/** One value of one gauge. */
export interface Measured {
  readonly gauge: keyof typeof gauges
  readonly value: number
  readonly labels?: Readonly<Record<string, string>>
}
