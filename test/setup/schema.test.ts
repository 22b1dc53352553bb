// The programs and the schema they need: older is refused in words, newer is accepted.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { inheritedEnvironment } from '../../config.js'
import { checkSchema } from '../../migrations/check-schema.js'
import { migrate } from '../../migrations/migrate.js'
import { asSuperuser } from '../../sandbox/postgres/roles.js'
import { createTestKeys } from '../support/keys.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { programFile } from '../support/program.js'

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
})

/** As if the newest migration that is named had never been applied. */
function forget(where: string): Promise<void> {
  return asSuperuser(database.ownerUrl, async (client) => {
    await client.query(`delete from migrations where ${where}`)
  })
}

describe('the schema check', () => {
  it('is content with a database that has every migration, read by the programs’ role', async () => {
    await expect(checkSchema(database.db)).resolves.toBeUndefined()
  })

  it('names what is missing where the database was migrated only part of the way', async () => {
    await forget(`name > '002'`)
    await expect(checkSchema(database.db)).rejects.toMatchObject({
      code: 'WB-DB-004',
      message: expect.stringMatching(/003_settings_and_audit, 004_schema_check.* aren't applied\. Run npm run migrate/) as string,
    })
  })

  it('refuses the schema of the version that had no such check, whose records the programs may not read', async () => {
    await asSuperuser(database.ownerUrl, (client) => client.query('revoke select on migrations from workbot_app'))
    await forget(`name > '003_z'`)
    await expect(checkSchema(database.db)).rejects.toMatchObject({ code: 'WB-DB-004' })
  })

  it('refuses an empty database, and is content once it is migrated', async () => {
    await asSuperuser(database.ownerUrl, async (client) => {
      await client.query('drop schema public cascade; create schema public; grant usage on schema public to public')
    })
    await expect(checkSchema(database.db)).rejects.toMatchObject({ code: 'WB-DB-004' })
    await migrate(database.ownerUrl)
    await expect(checkSchema(database.db)).resolves.toBeUndefined()
  })

  it('accepts a schema that is newer than the code', async () => {
    await asSuperuser(database.ownerUrl, (client) => client.query(`insert into migrations (name, run_on) values ('999_later', now())`))
    await expect(checkSchema(database.db)).resolves.toBeUndefined()
  })

  it('ends bot and worker at their start, with the sentence in their log', async () => {
    await forget(`name > '003'`)
    const env = {
      ...(await createTestKeys()),
      PATH: inheritedEnvironment().PATH,
      WORKBOT_SANDBOX: 'true',
      PUBLIC_URL: 'http://localhost:3978',
      TENANT_ID: '5b1c5a4e-0000-4000-8000-000000000001',
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      ENTRA_CLIENT_ID: 'web',
      ENTRA_CLIENT_SECRET: 'web-secret',
    }
    const ended = await Promise.all([start('bot/main.ts', env), start('worker/main.ts', env)])
    for (const { code, output } of ended) {
      expect(code).toBe(1)
      expect(output).toContain('WB-DB-004')
      expect(output).toContain('npm run migrate')
    }
  })
})

function start(program: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programFile(program)], { cwd: fileURLToPath(new URL('../..', import.meta.url)), env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ code, output })
    })
  })
}
