// `npm run manifest`: a package that Teams takes, and every limit of its schema refused or kept.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeManifest, type ManifestFacts } from '../../manifest/make-manifest.js'
import { manifestCommand } from '../../manifest/manifest-command.js'
import { manifestLimits } from '../../manifest/manifest-limits.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'

const facts: ManifestFacts = {
  appId: '11111111-2222-4333-8444-555555555555',
  botId: '66666666-2222-4333-8444-555555555555',
  domain: 'workbot.contoso.com',
  name: 'Workbot',
  version: '1.0.0',
  developer: 'Contoso IT',
  privacyUrl: undefined,
  recipes: recipeSpecs,
}

function made(change: Partial<ManifestFacts>) {
  const result = makeManifest({ ...facts, ...change })
  if (result.kind === 'refused') throw new Error(result.problems.join('\n'))
  return result.manifest
}
const commandsOf = (change: Partial<ManifestFacts>) => made(change).bots[0]?.commandLists[0]?.commands ?? []

describe('the manifest', () => {
  it('has one bot for people, teams and group chats, which offers help, the recipes and our own commands in each', () => {
    const { bots, validDomains, developer } = made({})
    expect(bots).toHaveLength(1)
    expect(bots[0]).toMatchObject({ botId: facts.botId, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true })
    expect(bots[0]?.commandLists.map(({ scopes }) => scopes)).toEqual([['personal'], ['team'], ['groupChat']])
    for (const { commands } of bots[0]?.commandLists ?? []) {
      expect(commands.map(({ title }) => title)).toEqual([
        'help',
        // As many as there is room for.
        ...recipeSpecs.slice(0, 6).map(({ command }) => command),
        ...['personal_connections', 'connect', 'disconnect', 'status', 'cancel'],
      ])
    }
    expect(validDomains).toEqual(['workbot.contoso.com'])
    expect(developer).toMatchObject({
      websiteUrl: 'https://workbot.contoso.com',
      privacyUrl: 'https://workbot.contoso.com/privacy',
      termsOfUseUrl: 'https://workbot.contoso.com/terms',
    })
  })

  it('keeps twelve commands where there are more recipes', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ command: `recipe ${String(index)}`, hint: 'Does it.' }))
    const titles = commandsOf({ recipes: many }).map(({ title }) => title)
    expect(titles).toHaveLength(12)
    expect(titles).toContain('personal_connections')
  })

  it('cuts a long hint at 128 characters, and no character in two', () => {
    const family = '👩‍👩‍👧‍👦'
    for (const hint of ['x'.repeat(129), family.repeat(40)]) {
      const cut = commandsOf({ recipes: [{ command: 'long', hint }] })[1]?.description ?? ''
      expect(cut.length).toBeLessThanOrEqual(128)
      expect(cut).toMatch(/^(x+|(👩‍👩‍👧‍👦)+)…$/u)
    }
    expect(commandsOf({ recipes: [{ command: 'fits', hint: 'x'.repeat(128) }] })[1]?.description).toBe('x'.repeat(128))
  })
})

describe('what Teams would refuse is refused here', () => {
  const command = (length: number) => [{ command: 'c'.repeat(length), hint: 'Does it.' }]
  it.each<[string, string, Partial<ManifestFacts>, Partial<ManifestFacts>]>([
    ['an app id that is no GUID', 'id', { appId: 'workbot' }, {}],
    ['a bot id that is no GUID', 'bots.0.botId', { botId: 'workbot' }, {}],
    ['a name of more than 30 characters', 'name.short', { name: 'n'.repeat(31) }, { name: 'n'.repeat(30) }],
    ['no name', 'name.short', { name: '' }, {}],
    ['a developer of more than 32 characters', 'developer.name', { developer: 'd'.repeat(33) }, { developer: 'd'.repeat(32) }],
    ['a version that is not three numbers', 'version', { version: '1.0' }, { version: '10.2.33' }],
    ['an address instead of a host', 'validDomains.0', { domain: 'workbot.contoso.com/teams' }, { domain: 'bot.contoso.com' }],
    [
      'a command of more than 128 characters',
      'bots.0.commandLists.0.commands.1.title',
      { recipes: command(129) },
      { recipes: command(128) },
    ],
  ])('%s', (_, path, wrong, right) => {
    const result = makeManifest({ ...facts, ...wrong })
    expect(result.kind === 'refused' && result.problems.some((line) => line.startsWith(`${path}: `))).toBe(true)
    expect(makeManifest({ ...facts, ...right }).kind).toBe('made')
  })

  it.each([
    ['description.short', 80],
    ['description.full', 4000],
    ['name.full', 100],
  ] as const)('%s of more than %i characters', (path, most) => {
    const [object, key] = path.split('.') as ['description' | 'name', string]
    const manifest = made({})
    const withLength = (length: number) => ({ ...manifest, [object]: { ...manifest[object], [key]: 'x'.repeat(length) } })
    expect(manifestLimits.safeParse(withLength(most)).success).toBe(true)
    expect(manifestLimits.safeParse(withLength(most + 1)).success).toBe(false)
  })
})

describe('npm run manifest', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbot-manifest-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const run = (config: Parameters<typeof manifestCommand>[0], ...args: string[]) =>
    manifestCommand(config, recipeSpecs, ['--out', join(folder, 'app.zip'), ...args])

  it('writes a zip of the manifest and icons of the sizes that Teams wants, from the environment', async () => {
    expect(await run({ MICROSOFT_APP_ID: facts.botId, PUBLIC_URL: 'https://workbot.contoso.com' })).toMatchObject({ ok: true })
    const zip = unzipSync(new Uint8Array(await readFile(join(folder, 'app.zip'))))
    expect(Object.keys(zip).sort()).toEqual(['color.png', 'manifest.json', 'outline.png'])
    const manifest = manifestLimits.parse(JSON.parse(strFromU8(zip['manifest.json'] ?? new Uint8Array())))
    expect(manifest).toMatchObject({ id: facts.botId, validDomains: ['workbot.contoso.com'], name: { short: 'Workbot' } })
    expect(pngOf(zip['color.png'])).toMatchObject({ width: 192, height: 192 })
    // Colour type 6: with transparency.
    expect(pngOf(zip['outline.png'])).toEqual({ width: 32, height: 32, colourType: 6 })
  })

  it('links to what people are told about their data, and names who runs it', async () => {
    const config = { MICROSOFT_APP_ID: facts.botId, PUBLIC_URL: 'https://workbot.contoso.com', OPERATOR_NAME: 'Contoso IT' }
    await run({ ...config, PRIVACY_URL: 'https://contoso.example/privacy' })
    const zip = unzipSync(new Uint8Array(await readFile(join(folder, 'app.zip'))))
    expect(JSON.parse(strFromU8(zip['manifest.json'] ?? new Uint8Array()))).toMatchObject({
      developer: { name: 'Contoso IT', privacyUrl: 'https://contoso.example/privacy' },
    })
  })

  it('takes what it is told before the environment', async () => {
    await run(
      { MICROSOFT_APP_ID: facts.botId, PUBLIC_URL: 'https://other.contoso.com' },
      ...['--app-id', facts.appId, '--domain', 'bot.contoso.com', '--name', 'Robo', '--app-version', '2.0.0'],
    )
    const zip = unzipSync(new Uint8Array(await readFile(join(folder, 'app.zip'))))
    expect(JSON.parse(strFromU8(zip['manifest.json'] ?? new Uint8Array()))).toMatchObject({
      ...{ id: facts.appId, version: '2.0.0', name: { short: 'Robo' }, validDomains: ['bot.contoso.com'] },
    })
  })

  it.each([
    ['an unknown option', ['--nonsense'], '--bot-id'],
    ['no domain', ['--bot-id', facts.botId], 'PUBLIC_URL'],
    ['no bot', ['--domain', 'bot.contoso.com'], 'MICROSOFT_APP_ID'],
    ['a name that is too long', ['--bot-id', facts.botId, '--domain', 'a.b', '--name', 'n'.repeat(31)], 'name.short'],
  ])('writes nothing and says why for %s', async (_, args, words) => {
    expect(await run({}, ...args)).toMatchObject({ ok: false, text: expect.stringContaining(words) as string })
    expect(await readdir(folder)).toEqual([])
  })
})

/** https://www.w3.org/TR/png-3/#11IHDR */
function pngOf(bytes = new Uint8Array()) {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { width: view.getUint32(16), height: view.getUint32(20), colourType: bytes[25] }
}
