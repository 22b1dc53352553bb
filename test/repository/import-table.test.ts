// The import table of ARCHITECTURE.md, held against every file of the product.
import { describe, expect, it } from 'vitest'
import { readRepositoryFile, repositoryFiles } from './files.js'
import { forbiddenImport, importTable } from './import-table.mjs'
import { importsOf } from './imports-of.js'

const sources = repositoryFiles().filter((path) => /\.(ts|mjs|cjs)$/.test(path) && !path.startsWith('test/'))

describe('the import table', () => {
  it('is kept by every file', () => {
    const problems = sources.flatMap((path) =>
      importsOf(path, readRepositoryFile(path)).flatMap(({ specifier, isType, line }) => {
        const words = forbiddenImport({ file: path, specifier, isType })
        return words === null ? [] : [`${path}:${line} ${words}`]
      }),
    )
    expect(problems).toEqual([])
  })

  it.each([
    ['a recipe takes apps as types only', 'workflows/recipes/a.ts', '../../apps/index.js', 'value', 'no'],
    ['a recipe may name the types of apps', 'workflows/recipes/a.ts', '../../apps/index.js', 'type', 'yes'],
    ['a recipe has no Node', 'workflows/recipes/a.ts', 'node:crypto', 'value', 'no'],
    ['a recipe never sees tokens, not even as types', 'workflows/a.ts', '../connections/access.js', 'type', 'no'],
    ['apps know nothing of connections', 'apps/salesforce/index.ts', '../../connections/access.js', 'type', 'no'],
    ['only database.ts has the driver', 'runs/find-run.ts', 'pg', 'value', 'no'],
    ['database.ts has the driver', 'database.ts', 'pg', 'value', 'yes'],
    ['botbuilder stays behind the adapter', 'bot/commands/help.ts', 'botbuilder', 'value', 'no'],
    ['the adapter has botbuilder', 'bot/adapter.ts', 'botbuilder', 'value', 'yes'],
    ['web has no botbuilder, not even as types', 'web/connect.ts', 'botbuilder', 'type', 'no'],
    ['no product folder imports the sandbox', 'worker/main.ts', '../sandbox/entra.js', 'value', 'no'],
    ['rows know no edge', 'settings/may-run.ts', '../bot/main.js', 'value', 'no'],
    ['text/nearest is the one thing of text/ that settings/ may use', 'settings/find-spec.ts', '../text/catalogue.js', 'value', 'no'],
  ] as const)('%s', (_, file, specifier, kind, allowed) => {
    expect(forbiddenImport({ file, specifier, isType: kind === 'type' }) === null).toBe(allowed === 'yes')
  })

  it('reads imports of every kind', () => {
    const source = `import type { A } from './a.js'\nimport { type B } from './b.js'\nexport * from './c.js'\nconst d = await import('./d.js')\ntype E = import('./e.js').E`
    expect(importsOf('x.ts', source).map(({ specifier, isType }) => [specifier, isType])).toEqual([
      ['./a.js', true],
      ['./b.js', false],
      ['./c.js', false],
      ['./d.js', false],
      ['./e.js', true],
    ])
  })

  it('has a row in ARCHITECTURE.md for every folder', () => {
    const architecture = readRepositoryFile('ARCHITECTURE.md')
    const folders = Object.keys(importTable).filter((key) => key.endsWith('/'))
    expect(folders.filter((folder) => !architecture.includes(folder))).toEqual([])
  })
})
