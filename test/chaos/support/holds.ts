// Holds a program in the middle of a commit, from outside: a trigger in the test's own database waits for a lock that the test has.
import { asSuperuser } from '../../../sandbox/postgres/roles.js'
import { until } from '../../../sandbox/probe.js'

/** A change of a row. `when` is SQL over `old` and `new`. */
export interface SqlPoint {
  readonly on: 'insert' | 'update'
  readonly of: string
  readonly when: string
}

/** One commit to be held: the next such change of this person's rows by this program. */
export interface Hold {
  /** Resolves while the program waits in its commit; in so many at once. */
  reached(times?: number): Promise<void>
  /** Ends it: the commit counts although nobody hears of it any more, or it is undone. Later ones aren't held. */
  settle(how: 'counts' | 'undone'): Promise<void>
}

export interface Holds {
  hold(point: SqlPoint, whose: { readonly part: 'bot' | 'worker'; readonly aadObjectId: string }): Promise<Hold>
}

/** The trigger is deferred, so it runs in COMMIT itself: everything before is done, and nothing counts yet. */
const SETUP = `
create schema chaos;
grant usage on schema chaos to public;
create table chaos.holds (key int primary key generated always as identity, point text, part text, person text);
create function chaos.hold() returns trigger language plpgsql security definer as $$
declare
  changed jsonb := to_jsonb(new);
  whose text := coalesce(changed->>'aad_object_id',
    (select aad_object_id from public.runs where id = changed->>'run_id'),
    (select aad_object_id from public.sign_in_requests where id::text = changed->>'request_id'));
begin
  perform pg_advisory_xact_lock_shared(h.key) from chaos.holds h
    where h.point = tg_name and h.part = current_setting('application_name') and h.person = whose;
  return null;
end $$`

export async function prepareHolds(superuserUrl: string, points: readonly SqlPoint[]): Promise<Holds> {
  const names = new Map(points.map((point) => [JSON.stringify(point), point]))
  const nameOf = (point: SqlPoint): string => `hold_${String([...names.keys()].indexOf(JSON.stringify(point)))}`
  await asSuperuser(superuserUrl, async (client) => {
    await client.query(SETUP)
    for (const point of names.values()) {
      await client.query(
        `create constraint trigger ${nameOf(point)} after ${point.on} on ${point.of} deferrable initially deferred
         for each row when (${point.when}) execute function chaos.hold()`,
      )
    }
  })
  return { hold: (point, { part, aadObjectId }) => takeHold(superuserUrl, [nameOf(point), part, aadObjectId]) }
}

const waiting = `select pid from pg_locks where locktype = 'advisory' and not granted and classid = 0 and objid = $1`

async function takeHold(url: string, values: readonly string[]): Promise<Hold> {
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let session: Promise<void> = Promise.resolve()
  const key = await new Promise<number>((resolve, reject) => {
    session = asSuperuser(url, async (client) => {
      const { rows } = await client.query<{ key: number }>(
        `insert into chaos.holds (point, part, person) values ($1, $2, $3) returning key`,
        [...values],
      )
      const { key } = rows[0] as { key: number }
      await client.query('select pg_advisory_lock($1::bigint)', [key])
      resolve(key)
      await released
    })
    session.catch(reject)
  })
  const settle = async (how: 'counts' | 'undone'): Promise<void> => {
    await asSuperuser(url, async (client) => {
      await client.query('delete from chaos.holds where key = $1', [key])
      if (how === 'undone') await client.query(`select pg_terminate_backend(pid, 5000) from (${waiting}) held`, [key])
    })
    release()
    // Where Postgres itself was killed, the lock went with it.
    await session.catch(() => undefined)
  }
  return {
    settle,
    async reached(times = 1) {
      const areThere = async (): Promise<boolean> =>
        asSuperuser(url, async (client) => ((await client.query(waiting, [key])).rowCount ?? 0) >= times)
      try {
        await until(`The commit that is held (${values.join(', ')})`, areThere)
      } catch (error) {
        // It would hold whatever else this person does.
        await settle('undone')
        throw error
      }
    },
  }
}
