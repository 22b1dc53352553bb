// Which columns of runs, effects, questions and files are sealed.
import { NO_UUID, type SealedColumn } from '../keys/sealed-column.js'

const run = { table: 'runs', by: 'shared', primaryKey: [{ name: 'id', below: '' }], boundTo: ['id'], ends: 'worker' } as const

const effect = {
  table: 'effects',
  by: 'shared',
  boundTo: ['run_id', 'step_key'],
  ends: 'worker',
  primaryKey: [
    { name: 'run_id', below: '' },
    { name: 'step_key', below: '' },
  ],
} as const

const ask = {
  table: 'asks',
  by: 'shared',
  primaryKey: [{ name: 'wait_id', below: NO_UUID }],
  boundTo: ['wait_id'],
  ends: 'worker',
} as const
const askPart = (part: string, holds: string, needed: string): SealedColumn => ({
  ...ask,
  ...{ holds, needed, column: `${part}_sealed`, context: [`asks.${part}`] },
})

const linePart = (part: string, holds: string): SealedColumn => ({
  ...{ holds, table: 'list_lines', column: `${part}_sealed`, by: 'shared', ends: 'worker' },
  ...{ boundTo: ['run_id', 'number'], context: [`list_lines.${part}`], needed: `${part}_sealed is not null` },
  primaryKey: [
    { name: 'run_id', below: '' },
    { name: 'number', below: '-1' },
  ],
})

export const sealedRunColumns: readonly SealedColumn[] = [
  { ...run, holds: 'parameters of runs', column: 'params_sealed', context: ['runs.params'], needed: 'true' },
  { ...run, holds: 'endings of runs', column: 'outcome_sealed', context: ['runs.outcome'], needed: 'outcome_sealed is not null' },
  { ...effect, holds: 'results of writes', column: 'result_sealed', context: ['effects.result'], needed: 'result_sealed is not null' },
  {
    ...effect,
    holds: 'what writes found before them',
    column: 'noted_sealed',
    context: ['effects.noted'],
    needed: 'noted_sealed is not null',
  },
  {
    ...{ holds: 'names and keys of files', table: 'files', column: 'about_sealed', by: 'shared', ends: 'worker' },
    ...{ primaryKey: [{ name: 'id', below: NO_UUID }], boundTo: ['id'], context: ['files.about'], needed: 'true' },
  },
  {
    ...ask,
    ...{ holds: 'records to choose from', table: 'choices', column: 'offered_sealed', context: ['choices.offered'], needed: 'true' },
  },
  {
    ...{ ...effect, holds: 'answers carried over to runs that continue others', table: 'carried' },
    ...{ column: 'answer_sealed', context: ['carried.answer'], needed: 'answer_sealed is not null' },
  },
  linePart('how', 'what became of lines of lists'),
  linePart('comment', 'comments on lines of lists'),
  askPart('question', 'questions to people', 'true'),
  askPart('record', 'records that questions are about', 'record_sealed is not null'),
  askPart('comment', 'comments on answers', 'comment_sealed is not null'),
  askPart('settled', 'decisions made in an app', 'settled_sealed is not null'),
]
