// The sealed columns of app configurations.
import { NO_UUID, type SealedColumn } from '../keys/sealed-column.js'

export const sealedSettingsColumns: readonly SealedColumn[] = [
  {
    ...{ holds: 'client secrets', table: 'app_configurations', column: 'client_secret_sealed', by: 'shared' },
    ...{ primaryKey: [{ name: 'id', below: '' }], boundTo: ['id'], context: ['app_configurations.client_secret_sealed'] },
    ...{ needed: 'client_secret_sealed is not null', ends: 'worker' },
  },
  {
    ...{ holds: 'client secrets of before', table: 'former_clients', column: 'secret_sealed', by: 'shared' },
    ...{ primaryKey: [{ name: 'id', below: NO_UUID }], boundTo: ['id'], context: ['former_clients.secret_sealed'] },
    ...{ needed: 'true', ends: 'worker' },
  },
]
