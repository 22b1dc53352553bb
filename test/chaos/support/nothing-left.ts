// What must be true at the end, whatever was killed: every run has ended and said so, and nothing is owed any more.
import { asSuperuser } from '../../../sandbox/postgres/roles.js'
import { until } from '../../../sandbox/probe.js'

const left = `
select 'a run without an end' as what, count(*)::int as many from runs where ended_at is null
union all select 'a receipt owed', count(*)::int from runs where posted_at is null
union all select 'an open wait', count(*)::int from waits where outcome is null
union all select 'a signal owed', count(*)::int from waits where signalled_at is null
union all select 'a completed run with a write without an end', count(*)::int
  from effects join runs on runs.id = run_id where state = 'completed' and finished_at is null
union all select 'a sign-in that is still asked for', count(*)::int from sign_in_requests where ended_at is null
union all select 'a grant that nobody decided about', count(*)::int from sign_in_attempts where parked_sealed is not null
union all select 'a card that lags behind', count(*)::int from sign_in_requests where shown_revision < revision and undelivered_at is null
union all select 'a token set that still lives', count(*)::int from revocations where done_at is null`

/** Resolves when nothing is left. @throws with what is, after two minutes */
export async function untilNothingIsLeft(superuserUrl: string): Promise<void> {
  let found: string[] = []
  await until(
    'The end of everything',
    async () => {
      const { rows } = await asSuperuser(superuserUrl, (client) => client.query<{ what: string; many: number }>(left))
      found = rows.filter(({ many }) => many > 0).map(({ what, many }) => `${String(many)} × ${what}`)
      return found.length === 0
    },
    120,
  ).catch((error: unknown) => {
    throw new Error(`Left: ${found.join(', ')}`, { cause: error })
  })
}
