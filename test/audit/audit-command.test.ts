// `npm run audit`: what is exported, in which order, what is held back, and what is refused.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditCommand } from '../../audit/audit-command.js'
import { createDatabase } from '../../database.js'
import { inheritedEnvironment } from '../../config.js'
import { createLogger } from '../../log.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { programFile } from '../support/program.js'

const ALICE = 'a11ce000-0000-4000-8000-000000000001'
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  const owner = createDatabase(database.ownerUrl, { log: createLogger('test', 'silent') })
  // The owner may say when: 2,500 entries, a minute apart, from the first of November on.
  await owner.query(
    `insert into audit (at, event, tenant_id, aad_object_id, run_id, configuration_id, detail)
     select timestamptz '2026-11-01 00:00Z' - interval '1 year' + n * interval '1 minute',
       case when n % 5 = 0 then 'sign_in.connected' else 'run.refused' end, 't', case when n % 2 = 0 then $1 end, 'r', 'salesforce', '{"why":"paused"}'
     from generate_series(0, 2499) n`,
    [ALICE],
  )
  await owner.end()
})

async function exported(...args: string[]): Promise<{ problem: string | null; lines: Record<string, unknown>[] }> {
  const lines: Record<string, unknown>[] = []
  const print = (line: string) => Promise.resolve(void lines.push(JSON.parse(line) as Record<string, unknown>))
  return { problem: await auditCommand({ db: database.db, print }, args), lines }
}

describe('the export', () => {
  it('has every entry once, by rising id, over several pages', async () => {
    const { lines } = await exported()
    expect(lines.map(({ id }) => id)).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1))
    expect(lines[0]).toEqual({
      ...{ id: 1, at: '2025-11-01T00:00:00.000Z', event: 'sign_in.connected', tenantId: 't', person: ALICE, runId: 'r' },
      ...{ configuration: 'salesforce', detail: { why: 'paused' } },
    })
  })

  it('says how it is used, and exports nothing', async () => {
    const said: string[] = []
    const print = (line: string) => Promise.resolve(void said.push(line))
    expect(await auditCommand({ db: database.db, print }, ['--help'])).toBeNull()
    expect([said.length, said[0]?.includes('--after <id>')]).toEqual([1, true])
  })

  it('goes on after the last id, with nothing twice and nothing left out', async () => {
    const { lines } = await exported('--after', '2498')
    expect(lines.map(({ id }) => id)).toEqual([2_499, 2_500])
  })

  it('takes a time, an event or the beginning of some, and a person', async () => {
    expect((await exported('--since', '2025-11-02', '--until', '2025-11-02T01:00:00+00:00')).lines).toHaveLength(60)
    expect((await exported('--event', 'sign_in.')).lines).toHaveLength(500)
    expect((await exported('--person', ALICE.toUpperCase())).lines).toHaveLength(1_250)
  })

  it('holds back what is younger than a minute: a lower id may not be committed yet', async () => {
    await database.db.query(`insert into audit (event) values ('run.refused')`)
    expect((await exported('--after', '2500')).lines).toEqual([])
  })

  it.each([
    [['--after', 'x'], '--after must be the id of an entry.'],
    [['--since', '2026-11-22 14:00'], '--since and --until must be a day (2026-11-22) or a time with its zone.'],
    [['--until', '2026-13-40'], '--since and --until must be a day (2026-11-22) or a time with its zone.'],
    [['--event', 'run.admired'], 'There is no event "run.admired".'],
    [['--person'], "Option '--person <value>' argument missing"],
    [['everything'], 'Unexpected argument'],
  ])('refuses %j in words, and exports nothing', async (args, words) => {
    const { problem, lines } = await exported(...args)
    expect(problem).toContain(words)
    expect(lines).toEqual([])
  })
})

it('as a command it writes JSON lines and nothing else', async () => {
  const child = spawn(process.execPath, [programFile('audit/cli.ts'), '--after', '2498'], {
    env: { ...inheritedEnvironment(), DATABASE_URL: database.url },
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  expect(err).toBe('')
  const lines = out.trimEnd().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([2_499, 2_500])
})
