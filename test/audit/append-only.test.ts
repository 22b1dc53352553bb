// The audit as a record: what the programs' role can't do to it, and that docs/audit.md says what the code writes.
import { describe, expect, it } from 'vitest'
import { auditEvents } from '../../audit/catalogue.js'
import { recordAudit } from '../../audit/record.js'
import { readRepositoryFile } from '../repository/files.js'
import { createTestDatabase } from '../support/postgres.js'

describe("the programs' role", async () => {
  const { db } = await createTestDatabase()
  await recordAudit(db, { event: 'run.cancelled', runId: 'r', detail: { by: 'shell:op' } })

  it.each([
    `update audit set event = 'other'`,
    `update audit set at = now()`,
    `delete from audit`,
    `truncate audit`,
    `insert into audit (id, event) overriding system value values (1, 'x') on conflict (id) do update set event = 'other'`,
    `merge into audit using (select 1) as x on true when matched then delete`,
    `drop table audit`,
    `alter table audit add column more text`,
    `alter table audit disable trigger all`,
    `create rule none as on insert to audit do instead nothing`,
    `drop index audit_of_person`,
  ])('is refused: %s', async (sql) => {
    await expect(db.query(sql)).rejects.toThrow(/permission denied|must be owner/)
    expect(await db.query('select event from audit')).toEqual([{ event: 'run.cancelled' }])
  })

  it('can give itself no more', async () => {
    await db.query('grant update, delete on audit to workbot_app')
    await expect(db.query('delete from audit')).rejects.toThrow('permission denied')
  })
})

it('docs/audit.md has the events of the catalogue, when each is written, and its detail', () => {
  const rows = [...readRepositoryFile('docs/audit.md').matchAll(/^\| `([a-z_.]+)` \| (.+) \|(?: (.+))? \|$/gm)].map(
    ([, event, when, detail = '']) => [event, when, detail],
  )
  const expected = Object.entries(auditEvents).map(([event, { when, detail }]) => [event, when, fieldsInWords(detail)])
  expect(rows).toEqual(expected)
})

function fieldsInWords(detail: Readonly<Record<string, string>>): string {
  return Object.entries(detail)
    .map(([name, kind]) => `\`${name}${kind.endsWith('?') ? '?' : ''}\``)
    .join(', ')
}
