// The sealed column of trips to Entra.
import { NO_UUID, type SealedColumn } from '../keys/sealed-column.js'

export const sealedTripColumns: readonly SealedColumn[] = [
  {
    ...{ holds: 'trips to Entra', table: 'entra_trips', column: 'secrets_sealed', by: 'bot', context: [], ends: 'time' },
    ...{ primaryKey: [{ name: 'id', below: NO_UUID }], boundTo: ['id'], needed: 'used_at is null and expires_at > now()' },
  },
]
