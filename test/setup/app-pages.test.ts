// docs/apps/: each page says what the code asks for, names only what there is, and is found from the set-up.
import { describe, expect, it } from 'vitest'
import { appIds, prefixOf } from '../../app-names.js'
import { apps } from '../../apps/index.js'
import { KEY_FIELD } from '../../apps/salesforce/workbot-key.js'
import { redirectUriOf } from '../../doctor/check-app.js'
import { readRepositoryFile, repositoryFiles } from '../repository/files.js'

const setup = readRepositoryFile('docs/setup.md')
const errors = readRepositoryFile('docs/errors.md')
const environment = readRepositoryFile('.env.example')

it('there is a page for every app, and for no other', () => {
  const pages = repositoryFiles().filter((path) => path.startsWith('docs/apps/'))
  expect(pages.sort()).toEqual(
    Object.keys(apps)
      .map((id) => `docs/apps/${id}.md`)
      .sort(),
  )
})

describe.each(Object.entries(apps))('docs/apps/%s.md', (id, { name, oauth }) => {
  const page = readRepositoryFile(`docs/apps/${id}.md`)

  it('has the scopes that are asked for, each with a reason, and no other', () => {
    const [, table = ''] = /\n\| scope \|.*\n\|[-|]+\n((?:\|.*\n)+)/.exec(page) ?? []
    const rows = [...table.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \|$/gm)].map(([, scope = '', , why = '']) => ({ scope, why }))
    expect(rows.map(({ scope }) => scope)).toEqual(oauth.scopes)
    expect(table.trim().split('\n')).toHaveLength(rows.length)
    for (const { why } of rows) expect(why.length).toBeGreaterThan(20)
  })

  it('has its redirect URI, its variables, and links to the vendor', () => {
    expect(page).toContain(`\`${redirectUriOf('<PUBLIC_URL>', id)}\``)
    const named = [...new Set([...page.matchAll(/`([A-Z]+_[A-Z_]+)`/g)].map(([, variable = '']) => variable))]
    expect(named).toEqual(
      expect.arrayContaining([`${id.toUpperCase()}_CLIENT_ID`, `${id.toUpperCase()}_CLIENT_SECRET`, `${id.toUpperCase()}_URL`]),
    )
    const ours = named.filter((variable) =>
      [...appIds.map(prefixOf), 'PUBLIC', 'EXTRA'].some((prefix) => variable.startsWith(`${prefix}_`)),
    )
    expect(ours.filter((variable) => !new RegExp(`^${variable}=`, 'm').test(environment))).toEqual([])
    expect(page.match(/\]\(https:\/\/[\w.-]+\//g)?.length).toBeGreaterThan(2)
  })

  it('leads from what goes wrong to codes that are explained', () => {
    const codes = [...new Set(page.match(/WB-[A-Z]+-\d{3}/g))]
    expect(codes.length).toBeGreaterThan(5)
    expect(codes.filter((code) => !errors.includes(`\n## ${code}\n`))).toEqual([])
  })

  it('is linked from the set-up', () => {
    expect(setup).toContain(`[${name}](apps/${id}.md)`)
  })
})

it('docs/adding-an-app.md names only files that there are, but for those of the app that it invents', () => {
  const page = readRepositoryFile('docs/adding-an-app.md')
  const files = new Set(repositoryFiles())
  const named = [...page.matchAll(/`([\w./-]+\/[\w./<>-]*|[\w-]+\.(?:ts|yml))`|\]\(\.\.\/([\w./-]+)\)/g)]
    .map(([, inCode, inLink]) => inCode ?? inLink ?? '')
    .filter((path) => !path.includes('jot'))
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((path) => !files.has(path) && ![...files].some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`)))).toEqual([])
})

it("Salesforce's page names the field that the code writes", () => {
  expect(readRepositoryFile('docs/apps/salesforce.md')).toContain(`\`${KEY_FIELD}\``)
})
