// Which columns of runs and effects are sealed.
import type { SealedColumn } from '../keys/sealed-column.js'

const run = { table: 'runs', by: 'shared', primaryKey: [{ name: 'id', below: '' }], boundTo: ['id'], ends: 'worker' } as const

export const sealedRunColumns: readonly SealedColumn[] = [
  { ...run, holds: 'parameters of runs', column: 'params_sealed', context: ['runs.params'], needed: 'true' },
  { ...run, holds: 'endings of runs', column: 'outcome_sealed', context: ['runs.outcome'], needed: 'outcome_sealed is not null' },
  {
    ...{ holds: 'results of writes', table: 'effects', column: 'result_sealed', by: 'shared', context: ['effects.result'], ends: 'worker' },
    primaryKey: [
      { name: 'run_id', below: '' },
      { name: 'step_key', below: '' },
    ],
    boundTo: ['run_id', 'step_key'],
    needed: 'result_sealed is not null',
  },
]
