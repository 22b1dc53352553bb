// The roles and databases of the product in a fresh cluster: an owner for migrations, and a program role with fewer rights.
import pg from 'pg'

/** What the three roles sign in with. */
export interface RolePasswords {
  readonly superuser: string
  readonly owner: string
  readonly program: string
}

/** Owns the schema; `MIGRATIONS_DATABASE_URL`. */
export const OWNER = 'workbot_owner'
/** Reads and writes rows, but can't change or delete audit; `DATABASE_URL`. */
export const PROGRAM = 'workbot_program'

/** Makes `workbot_app` and the two login roles, or only sets their passwords. */
export async function createRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>('select rolname as name from pg_roles')
    const existing = new Set(rows.map(({ name }) => name))
    if (!existing.has('workbot_app')) await client.query('create role workbot_app nologin')
    for (const [role, password] of [
      [OWNER, passwords.owner],
      [PROGRAM, passwords.program],
    ] as const) {
      await client.query(`${existing.has(role) ? 'alter' : 'create'} role ${role} login password ${pg.escapeLiteral(password)}`)
    }
    await client.query(`grant workbot_app to ${PROGRAM}`)
  })
}

/** Makes the database where it is missing. @param template an existing database to copy; nobody may be connected to it */
export async function addDatabase(superuserUrl: string, name: string, template = 'template1'): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [name])
    if (rows.length > 0) return
    await client.query(`create database ${pg.escapeIdentifier(name)} owner ${OWNER} template ${pg.escapeIdentifier(template)}`)
  })
}

/** Runs `work` on a connection of its own. */
export async function asSuperuser<Result>(superuserUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
