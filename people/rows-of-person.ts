// Where a person's rows are: one list for the export and for the erasure, and a test holds it against the schema.

/** `where`: which rows, in SQL; `$1` is the tenant and `$2` the object id. */
export interface PersonRows {
  readonly table: string
  readonly where: string
}

const own = 'tenant_id = $1 and aad_object_id = $2'
const ofRuns = `run_id in (select id from runs where ${own})`
const ofRequests = `request_id in (select id from sign_in_requests where ${own})`

/** In the order in which they can be deleted. The audit isn't among them: it keeps a pseudonym. */
export const rowsOfPerson: readonly PersonRows[] = [
  { table: 'effects', where: ofRuns },
  { table: 'run_files', where: `(${ofRuns} or file_id in (select id from files where ${own}))` },
  { table: 'file_pieces', where: `file_id in (select id from files where ${own})` },
  { table: 'files', where: own },
  { table: 'addressees', where: `(${own} or wait_id in (select wait_id from asks where ${ofRuns}))` },
  { table: 'asks', where: ofRuns },
  { table: 'list_lines', where: ofRuns },
  { table: 'lists', where: ofRuns },
  { table: 'choices', where: ofRuns },
  { table: 'waits', where: `(${own} or ${ofRuns})` },
  { table: 'sign_in_attempts', where: ofRequests },
  { table: 'entra_trips', where: ofRequests },
  { table: 'sign_in_requests', where: own },
  { table: 'joint_sign_ins', where: ofRuns },
  { table: 'carried', where: ofRuns },
  { table: 'proposals', where: ofRuns },
  { table: 'runs', where: own },
  { table: 'connections', where: own },
  { table: 'shared_sign_ins', where: own },
  { table: 'disconnects', where: own },
  { table: 'departures', where: own },
  { table: 'browser_sessions', where: own },
  { table: 'nonces', where: own },
  { table: 'conversation_references', where: own },
]
