// `npm run keys`: what it prints is what the programs read, each gets only its own, and files are never written over.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createTokenSealer, createTokenUnsealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { keysCommand } from '../../keys/keys-command.js'
import { Secret } from '../../keys/secret.js'

const others = {
  PUBLIC_URL: 'https://workbot.contoso.example',
  TENANT_ID: '5b1c5a4e-0000-4000-8000-000000000001',
  DATABASE_URL: 'postgres://workbot@db/workbot',
  TEMPORAL_ADDRESS: 'temporal:7233',
  MICROSOFT_APP_ID: '11111111-2222-4333-8444-555555555555',
  MICROSOFT_APP_PASSWORD: 'bot-password',
  ENTRA_CLIENT_ID: 'web',
  ENTRA_CLIENT_SECRET: 'web-secret',
}
const day = new Date('2026-11-22T23:59:59Z')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbot-keys-'))
})
afterEach(() => rm(folder, { recursive: true }))

const readEnvFile = async (name: string) => parseEnv(await readFile(join(folder, name), 'utf8')) as Record<string, string>

describe('npm run keys', () => {
  it('prints a complete set with dated ids, another one each time, and writes nothing', async () => {
    const [one, other] = await Promise.all([keysCommand([], day), keysCommand([], day)])
    const keys = parseEnv(one.text) as Record<string, string>
    expect(Object.keys(keys).sort()).toEqual(['BOT_KEYS', 'CODEC_KEYS', 'SHARED_KEYS', 'TOKEN_PRIVATE_KEY', 'TOKEN_PUBLIC_KEY'])
    expect(keys.SHARED_KEYS).toMatch(/^shared-2026-11-22:/)
    expect(keys.TOKEN_PUBLIC_KEY).toContain('"kid":"tokens-2026-11-22"')
    for (const [name, value] of Object.entries(keys)) expect(parseEnv(other.text)[name]).not.toBe(value)
    expect(await readdir(folder)).toEqual([])
  })

  it('writes two files that only their owner reads, each complete for its program and without the other program’s key', async () => {
    const { ok, text } = await keysCommand(['--out', folder])
    expect(ok).toBe(true)
    const [bot, worker] = await Promise.all([readEnvFile('bot.env'), readEnvFile('worker.env')])
    expect(readConfig('bot', { ...others, ...bot }).BOT_KEYS).toHaveLength(1)
    expect(readConfig('worker', { ...others, ...worker }).TOKEN_PRIVATE_KEY).toHaveLength(1)
    expect(bot).not.toHaveProperty('TOKEN_PRIVATE_KEY')
    expect(worker).not.toHaveProperty('BOT_KEYS')
    for (const secret of Object.values({ ...bot, ...worker })) expect(text).not.toContain(secret)
    expect((await readdir(folder)).sort()).toEqual(['bot.env', 'worker.env'])
    for (const name of ['bot.env', 'worker.env']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  })

  it('makes a pair by which the worker unseals what the bot sealed', async () => {
    await keysCommand(['--out', folder])
    const bot = readConfig('bot', { ...others, ...(await readEnvFile('bot.env')) })
    const worker = readConfig('worker', { ...others, ...(await readEnvFile('worker.env')) })
    const seal = createTokenSealer({ publicKeys: bot.TOKEN_PUBLIC_KEY, keys: createKeyRing(bot.SHARED_KEYS) })
    const unseal = createTokenUnsealer({ privateKeys: worker.TOKEN_PRIVATE_KEY, keys: createKeyRing(worker.SHARED_KEYS) })
    const { accessToken } = await unseal(await seal({ accessToken: new Secret('token'), refreshToken: null }, 'row'), 'row')
    expect(accessToken.reveal()).toBe('token')
  })

  it.each(['bot.env', 'worker.env'])('leaves both files as they were where %s is there already', async (name) => {
    await writeFile(join(folder, name), 'precious')
    expect(await keysCommand(['--out', folder])).toMatchObject({
      ok: false,
      text: expect.stringContaining('Nothing was written') as string,
    })
    expect(await readdir(folder)).toEqual([name])
    expect(await readFile(join(folder, name), 'utf8')).toBe('precious')
  })

  it.each([[['--out']], [['out', 'x']], [['--out', 'x', 'y']]])('answers %j with how it is used', async (args) => {
    expect(await keysCommand(args)).toMatchObject({ ok: false, text: expect.stringContaining('npm run keys') as string })
  })
})
