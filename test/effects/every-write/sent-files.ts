// Files for the writes that take one: sent in Teams by whoever acts, and given to each of their runs.
import { randomBytes } from 'node:crypto'
import type { FileRef } from '../../../apps/file-content.js'
import { asSuperuser } from '../../../sandbox/postgres/roles.js'
import type { FileServer } from '../../support/file-server.js'
import type { ProgramWorld } from '../../support/program-world.js'
import type { TeamsPerson } from '../../support/teams-person.js'

export interface SentFiles {
  readonly small: FileRef
  /** Box takes it in parts. */
  readonly large: FileRef
}

const SMALL = 70_000
const LARGE = 20_000_123

/** No recipe that ships takes a file for Box, so the rows that say which files a run may open are written beside it. */
const GIVE = `
create function give_files() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into run_files (run_id, file_id)
    select new.id, id from files where tenant_id = new.tenant_id and aad_object_id = new.aad_object_id;
  return null;
end $$;
create trigger give_files after insert on runs for each row execute function give_files()`

export async function giveFilesToRuns(superuserUrl: string): Promise<void> {
  await asSuperuser(superuserUrl, (client) => client.query(GIVE))
}

/** @param files where Teams keeps them */
export async function sendFiles({ superuserUrl }: ProgramWorld, files: FileServer, person: TeamsPerson): Promise<SentFiles> {
  const send = async (name: string, bytes: number): Promise<FileRef> => {
    await person.says('', { change: { attachments: [files.sends(name, randomBytes(bytes))] } })
    await person.sees(`I have **${name}**`, { withinMs: 90_000 })
    const { rows } = await asSuperuser(superuserUrl, (client) =>
      client.query<{ id: string }>(`select id from files where aad_object_id = $1 and bytes = $2`, [person.person.aadObjectId, bytes]),
    )
    return { id: rows[0]?.id ?? '', name, bytes }
  }
  return { small: await send('photo.jpg', SMALL), large: await send('film.mp4', LARGE) }
}
