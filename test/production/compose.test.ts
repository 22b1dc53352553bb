// docker-compose.yml by its structure, since no container engine is at hand: what is pinned, what is watched, what can be reached.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { readRepositoryFile } from '../repository/files.js'

const file = readRepositoryFile('docker-compose.yml')
const between = (from: string, to: string): string => file.slice(file.indexOf(from) + from.length, file.indexOf(to))
const services = [...between('\nservices:\n', '\nnetworks:\n').matchAll(/^ {2}([\w-]+):\n((?: {4,}.*\n|\n)+)/gm)].map(
  ([, name = '', body = '']) => ({
    name,
    // What `<<: *workbot` brings.
    body: body.includes('<<: *workbot\n')
      ? `${between('x-workbot: &workbot\n', '\nx-workbot-environment:').replace(/^/gm, '  ')}\n${body}`
      : body,
  }),
)
/** What can't be any text. */
const pem = '-----BEGIN CERTIFICATE-----'
const values: Readonly<Record<string, string>> = {
  SHARED_KEYS: `a:${'A'.repeat(43)}=`,
  ...{ TEMPORAL_TLS: 'true', TEMPORAL_TLS_CERT: pem, TEMPORAL_TLS_KEY: pem, TEMPORAL_TLS_CA: pem },
}
/** Whatever leads to another Temporal than this file's. */
const toTemporal = ['ADDRESS', 'NAMESPACE', 'TLS', 'TLS_CERT', 'TLS_KEY', 'TLS_CA', 'API_KEY']
const serving = services.filter(
  ({ body }) => body.includes('restart: unless-stopped') && !body.includes("restart: 'no'") && !body.includes('restart: on-failure'),
)

describe('docker-compose.yml', () => {
  it('has every part', () => {
    expect(services.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['postgres', 'temporal-schema', 'temporal', 'temporal-namespace', 'temporal-ui', 'migrate', 'bot', 'worker']),
    )
    expect(serving.map(({ name }) => name)).toEqual(['postgres', 'temporal', 'temporal-ui', 'bot', 'worker'])
  })

  it.each(services)('$name: a pinned image, an init process, networks of its own choice, no fixed name', ({ body }) => {
    expect(body).toMatch(/^ {4}image: [\w/.-]+:\d+\.\d+[\w.-]*$/m)
    expect(body).toMatch(/^ {4}init: true$/m)
    expect(body).toMatch(/^ {4}networks: \[inner(, outer)?\]$/m)
    expect(body).not.toMatch(/container_name|privileged|network_mode|user: root/)
  })

  it.each(serving)('$name is watched', ({ body }) => {
    expect(body).toMatch(/^ {4}healthcheck:\n(?: {6}.*\n)*? {6}test: /m)
  })

  it("keeps Postgres and Temporal inside, and publishes on this machine's loopback only", () => {
    const published = services.filter(({ body }) => body.includes('ports:'))
    expect(published.map(({ name }) => name)).toEqual(['temporal-ui', 'bot'])
    for (const { body } of published) expect(body).toMatch(/ports: \['127\.0\.0\.1:\d+:\d+'\]/)
    const reachOut = services.filter(({ body }) => body.includes('outer')).map(({ name }) => name)
    expect(reachOut).toEqual(['temporal-ui', 'bot', 'worker', 'people'])
    expect(file).toContain('inner: { internal: true }')
  })

  it('waits only for services that are there, and starts programs that the build makes', () => {
    const names = services.map(({ name }) => name)
    const awaited = [...file.matchAll(/^ {6}([\w-]+): \{ condition: /gm)].map(([, name]) => name)
    expect(awaited.filter((name) => !names.includes(name ?? ''))).toEqual([])
    const sources = [...file.matchAll(/dist\/([\w/-]+)\.js/g)].map(([, path]) => `${path ?? ''}.ts`)
    expect([...new Set(sources)].sort()).toEqual([
      'audit/cli.ts',
      'bot/main.ts',
      'doctor/cli.ts',
      'incidents/cli.ts',
      'keys/cli.ts',
      'migrations/migrate.ts',
      'people/cli.ts',
      'runs/cli.ts',
      'settings/cli.ts',
      'worker/main.ts',
    ])
    for (const path of sources) expect(readRepositoryFile(path)).not.toBe('')
  })

  it("has the operators' commands, which no `up` starts, with what they read and no more", () => {
    const tools = services.filter(({ body }) => body.includes('profiles: [tools]'))
    expect(tools.map(({ name }) => name)).toEqual(['recipes', 'runs', 'people', 'incident'])
    for (const { name, body } of tools) {
      expect(body).toContain("restart: 'no'")
      const variables = [...body.matchAll(/^ {6}([A-Z_]+): /gm)].map(([, variable = '']) => variable)
      const given = Object.fromEntries(variables.map((variable) => [variable, values[variable] ?? 'given']))
      expect(Object.keys(readConfig(name as 'recipes' | 'runs' | 'people' | 'incident', given))).toEqual(expect.arrayContaining(variables))
    }
  })

  it("hands on to all that talk to Temporal whatever leads to another one, and tells Temporal's UI where /codec is", () => {
    const programs = file.slice(0, file.indexOf('\nservices:'))
    const handsOn = (variable: string): RegExp => new RegExp(`^ +TEMPORAL_${variable}: \\$\\{TEMPORAL_${variable}:-`, 'm')
    for (const variable of [...toTemporal, 'UI_URL']) expect(programs).toMatch(handsOn(variable))
    const people = services.find(({ name }) => name === 'people')?.body
    for (const variable of toTemporal) expect(people).toMatch(handsOn(variable))
    const ui = services.find(({ name }) => name === 'temporal-ui')?.body
    expect(ui).toContain('TEMPORAL_CODEC_ENDPOINT: ${PUBLIC_URL:?}/codec')
    expect(ui).toContain("TEMPORAL_CODEC_INCLUDE_CREDENTIALS: 'true'")
    expect(services.find(({ name }) => name === 'bot')?.body).toContain('OPERATORS: ${OPERATORS:-}')
  })

  it('hands on every variable of .env.example: one that is filled in and goes nowhere would be a trap', () => {
    const described = [...readRepositoryFile('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name)
    const notForContainers = ['WORKBOT_SANDBOX', 'WORKFLOW_BUNDLE']
    expect(described.filter((name) => !new RegExp(`^ +${name}: `, 'm').test(file))).toEqual(notForContainers)
  })

  it('runs an image without root, tsx or development dependencies', () => {
    const final = readRepositoryFile('Dockerfile').split('\nFROM ').at(-1) ?? ''
    expect(final).toContain('\nUSER node\n')
    expect(final).toContain('\nHEALTHCHECK ')
    expect(final).not.toMatch(/tsx|npm (ci|install)|COPY \. /)
    expect(readRepositoryFile('Dockerfile')).toContain('npm ci --omit=dev')
  })
})
