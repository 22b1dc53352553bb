// The house's own rules that no linter has: openings, sizes, and documents that must say what the code says.
import { describe, expect, it } from 'vitest'
import { variableNames } from '../../config.js'
import { readRepositoryFile, repositoryFiles } from './files.js'

const files = repositoryFiles()
const code = files.filter((path) => /\.(ts|mts|mjs|cjs|js|sql|css)$/.test(path))
const generated = ['package-lock.json']
const isText = (path: string) => !/\.(png|jpe?g|gif|ico|woff2?|zip|gz|bin)$/.test(path)

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[0]))].sort()
}

describe('every file', () => {
  it('of code opens with a comment on what it owns', () => {
    expect(code.filter((path) => !/^(\/\/ |\/\*|-- |#!)/.test(readRepositoryFile(path)))).toEqual([])
  })

  it('of code has 300 lines at most', () => {
    expect(code.filter((path) => readRepositoryFile(path).split('\n').length > 301)).toEqual([])
  })

  it('of code is named in kebab-case', () => {
    const odd = code.filter(
      (path) =>
        !/^([a-z0-9._-]+\/)*[a-z0-9-]+(\.(test|types|config|d))?\.\w+$/.test(path) && !/^migrations\/\d{3}_[a-z0-9_]+\.sql$/.test(path),
    )
    expect(odd).toEqual([])
  })

  it('lies in a folder that is named for what it owns', () => {
    expect(files.filter((path) => /(^|\/)(src|lib|utils|common|helpers)\//.test(path))).toEqual([])
  })

  it('names no path of the machine it was written on', () => {
    const home = /(?<![\w.])(\/(?:work|root|home|Users)\/[\w.-]+|[A-Z]:\\Users\\)/g
    const own = 'test/repository/repository.test.ts'
    const found = files
      .filter((path) => isText(path) && path !== own)
      .flatMap((path) => matches(readRepositoryFile(path), home).map((name) => `${path}: ${name}`))
    expect(found).toEqual([])
  })

  it('that locks the dependencies names no server they were fetched from', () => {
    const hosts = generated.flatMap((path) => matches(readRepositoryFile(path), /"resolved": "(https?:\/\/[^/]+)/g))
    expect(hosts).toEqual([])
  })
})

describe('docs/errors.md', () => {
  // Tests may invent codes; the product's are those that people meet.
  const product = files.filter((path) => /\.(ts|mjs)$/.test(path) && !path.startsWith('test/'))
  const used = [...new Set(product.flatMap((path) => matches(readRepositoryFile(path), /WB-[A-Z]+-\d{3}/g)))].sort()
  const page = readRepositoryFile('docs/errors.md')
  const sections = [...page.matchAll(/^## (WB-[A-Z]+-\d{3})$/gm)].map((match) => match[1] ?? '')

  it('has a section for every code of the product', () => {
    expect(used.filter((errorCode) => !sections.includes(errorCode))).toEqual([])
  })

  it('has no section for a code that is gone, and none twice', () => {
    expect(sections.filter((errorCode) => !used.includes(errorCode))).toEqual([])
    expect(sections.length).toBe(new Set(sections).size)
  })

  it('says in every section what it means, why, and what to do', () => {
    const poor = page
      .split(/^## /m)
      .slice(1)
      .filter((section) => !/\n\*\*.+\*\*\n/.test(section) || !/^Why: /m.test(section) || !/^What to do: /m.test(section))
    expect(poor.map((section) => section.split('\n')[0])).toEqual([])
  })
})

describe('the environment', () => {
  const variables = [...variableNames].sort()

  it('of .env.example is the one of config.ts, each with a sentence above it', () => {
    const example = readRepositoryFile('.env.example')
    expect(matches(example, /^([A-Z][A-Z0-9_]+)=$/gm)).toEqual(variables)
    expect(example).not.toMatch(/^[A-Z0-9_]+=.+$/m)
    expect(example).not.toMatch(/\n\n[A-Z]/)
  })

  it('of bot, worker and migrate in docker-compose.yml is known to config.ts', () => {
    const compose = readRepositoryFile('docker-compose.yml')
    const ours = compose.slice(compose.indexOf('x-workbot-environment:'), compose.indexOf('\nservices:'))
    const programs = [...compose.matchAll(/^ {2}(?:migrate|bot|worker):\n((?: {4,}.*\n|\n)+)/gm)].map((match) => match[1] ?? '')
    expect(programs).toHaveLength(3)
    const named = [ours, ...programs].flatMap((block) => matches(block, /^\s+([A-Z][A-Z0-9_]+): /gm))
    expect(named.filter((name) => !variables.includes(name))).toEqual([])
    const required = [
      'PUBLIC_URL',
      'TENANT_ID',
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'SHARED_KEYS',
      'CODEC_KEYS',
      'TOKEN_PUBLIC_KEY',
      'TOKEN_PRIVATE_KEY',
      'BOT_KEYS',
    ]
    expect(required.filter((name) => !named.includes(name))).toEqual([])
  })

  it('gives the private token key to the worker only', () => {
    const compose = readRepositoryFile('docker-compose.yml')
    const bot = /^ {2}bot:\n((?: {4,}.*\n|\n)+)/m.exec(compose)?.[1] ?? ''
    expect(bot).not.toContain('TOKEN_PRIVATE_KEY')
    expect(compose.slice(0, compose.indexOf('\nservices:'))).not.toContain('TOKEN_PRIVATE_KEY')
  })
})

describe('the documents', () => {
  it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'LICENSE', '.env.example', 'docs/errors.md'])(
    '%s is there',
    (path) => {
      expect(files).toContain(path)
    },
  )

  it('have no dead link to a file', () => {
    const dead = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        matches(readRepositoryFile(path), /\]\((?!https?:|#|mailto:)([^)#\s]+)/g)
          .filter((target) => !exists(new URL(target, `file:///${path}`).pathname.slice(1)))
          .map((target) => `${path}: ${target}`),
      )
    expect(dead).toEqual([])
  })

  function exists(target: string): boolean {
    return files.includes(target) || files.some((path) => path.startsWith(target.endsWith('/') ? target : `${target}/`))
  }
})

it('migrations have numbers of their own and say how they are undone', () => {
  const names = files.filter((path) => /^migrations\/.*\.sql$/.test(path)).map((path) => path.slice('migrations/'.length))
  const numbers = names.map((name) => /^\d{3}(?=_)/.exec(name)?.[0])
  expect(numbers).not.toContain(undefined)
  expect(new Set(numbers).size).toBe(numbers.length)
  const oneWay = names.filter((name) => !/^-- Up Migration$[^]*^-- Down Migration$/m.test(readRepositoryFile(`migrations/${name}`)))
  expect(oneWay).toEqual([])
})

it('SQL is only where rows are owned', () => {
  // What apps/ selects is SOQL.
  const owners =
    /^(apps|connections|runs|conversations|people|incidents|settings|audit|migrations|sandbox|test|bench)\/|^database\.ts$|^web\/.*(session|trip|health)/
  const strays = files.filter(
    (path) =>
      /\.(ts|mjs)$/.test(path) && !owners.test(path) && /`\s*(select|insert into|update|delete from)\s/.test(readRepositoryFile(path)),
  )
  expect(strays).toEqual([])
})
