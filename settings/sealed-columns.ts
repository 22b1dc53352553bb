// The sealed column of app configurations.
import type { SealedColumn } from '../keys/sealed-column.js'

export const sealedSettingsColumns: readonly SealedColumn[] = [
  {
    ...{ holds: 'client secrets', table: 'app_configurations', column: 'client_secret_sealed', by: 'shared' },
    ...{ primaryKey: [{ name: 'id', below: '' }], boundTo: ['id'], context: ['app_configurations.client_secret_sealed'] },
    ...{ needed: 'client_secret_sealed is not null', ends: 'worker' },
  },
]
