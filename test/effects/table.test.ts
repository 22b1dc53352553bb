// docs/effects.md against the registry: a row for each write, saying the kind that its code declares.
import { expect, it } from 'vitest'
import type { AnyAction } from '../../apps/define-app.js'
import { apps } from '../../apps/index.js'
import { readRepositoryFile } from '../repository/files.js'

const writes = Object.entries(apps).flatMap(([app, { actions }]) =>
  Object.entries<AnyAction>(actions).flatMap(([name, action]) =>
    action.kind === 'write' ? [[`${app}.${name}`, action.recognisedBy]] : [],
  ),
)

it('docs/effects.md has a row for each write, with how it is recognised and by what', () => {
  const rows = [...readRepositoryFile('docs/effects.md').matchAll(/^\| `([a-z]+\.\w+)` \| ([\w ]+) \| (.+) \|$/gm)]
  expect(rows.map(([, action, kind]) => [action, kind])).toEqual(writes)
  for (const [, action, , how = ''] of rows) expect(how.length, action).toBeGreaterThan(20)
})

it('every write says in words what it is about, for the card of a lost answer', () => {
  const without = Object.entries(apps).flatMap(([app, { actions }]) =>
    Object.entries<AnyAction>(actions).flatMap(([name, action]) => (action.kind === 'write' && !action.subject ? [`${app}.${name}`] : [])),
  )
  expect(without).toEqual([])
})
