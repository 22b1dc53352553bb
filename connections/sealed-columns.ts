// Which columns hold sealed tokens, and verifiers of trips to an app.
import { NO_UUID, type SealedColumn } from '../keys/sealed-column.js'

const row = { primaryKey: [{ name: 'id', below: NO_UUID }], context: [] } as const

export const sealedConnectionColumns: readonly SealedColumn[] = [
  {
    ...row,
    ...{ holds: 'tokens of connections', table: 'connections', column: 'tokens_sealed', by: 'tokens', boundTo: ['id'] },
    ...{ needed: 'true', ends: 'worker' },
  },
  {
    ...row,
    ...{ holds: 'tokens to be revoked', table: 'revocations', column: 'tokens_sealed', by: 'tokens', boundTo: ['connection_id'] },
    ...{ needed: `tokens_sealed <> ''`, ends: 'worker' },
  },
  {
    ...row,
    ...{ holds: 'grants to be confirmed', table: 'sign_in_attempts', column: 'parked_sealed', by: 'tokens' },
    ...{ boundTo: ['parked_connection_id'], needed: 'parked_sealed is not null', ends: 'time' },
  },
  {
    ...row,
    ...{ holds: 'trips to an app', table: 'sign_in_attempts', column: 'verifier_sealed', by: 'bot' },
    ...{ boundTo: ['id'], needed: 'used_at is null and expires_at > now()', ends: 'time' },
  },
  {
    ...row,
    ...{ holds: 'trips to an app for a shared connection', table: 'shared_sign_ins', column: 'verifier_sealed', by: 'bot' },
    ...{ boundTo: ['id'], needed: 'used_at is null and expires_at > now()', ends: 'time' },
  },
]
