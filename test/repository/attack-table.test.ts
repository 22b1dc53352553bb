// SECURITY.md names, for each attack, the tests that show its defence: they are there, under exactly these words.
import { describe, expect, it } from 'vitest'
import { readRepositoryFile, repositoryFiles } from './files.js'

const page = readRepositoryFile('SECURITY.md')
const [, defended = '', shown = ''] = /## What is defended\n([\s\S]*?)\n## What shows it\n([\s\S]*?)\n## /.exec(page) ?? []
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, number = '', rest = '']) => [number, ...rest.split(' | ')])

const attacks = rowsOf(defended)
const tests = rowsOf(shown).map(([number = '', link = '', words = '']) => ({ number, file: /\]\((.*)\)/.exec(link)?.[1] ?? '', words }))

/** The names of a file's tests, as they are written there. */
function namesIn(file: string): string[] {
  const titles =
    /\b(?:it|test)(?:\.each\((?:[^()]|\([^()]*\))*\))?\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g
  return [...readRepositoryFile(file).matchAll(titles)].map(([, single, double, backtick]) =>
    (single ?? double ?? backtick ?? '').replace(/\\(.)/g, '$1'),
  )
}

describe('the table of attacks in SECURITY.md', () => {
  it('has a test for each attack, and no test of an attack that it does not have', () => {
    expect(attacks.length).toBeGreaterThan(25)
    expect([...new Set(tests.map(({ number }) => number))]).toEqual(attacks.map(([number]) => number))
  })

  it('names tests that are there', () => {
    expect(tests.filter(({ file, words }) => !namesIn(file).includes(words))).toEqual([])
  })

  it('has every number that a test says is its own', () => {
    const numbers = attacks.map(([number]) => number)
    const said = repositoryFiles()
      .filter((path) => /^test\/.*\.test\.ts$/.test(path) && path !== 'test/repository/attack-table.test.ts')
      .flatMap((path) => [...readRepositoryFile(path).matchAll(/\(row (\d+)/g)].map(([, number = '']) => ({ path, number })))
    expect(said.length).toBeGreaterThan(5)
    expect(said.filter(({ number }) => !numbers.includes(number))).toEqual([])
  })
})
