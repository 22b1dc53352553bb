// The environment: every mistake is named at once, and no value is repeated.
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../config.js'
import { createTestKeys } from './support/keys.js'

const keys = await createTestKeys()
const complete = {
  ...keys,
  WORKBOT_SANDBOX: 'false',
  PUBLIC_URL: 'https://workbot.contoso.example/',
  TENANT_ID: '5B1C5A4E-0000-4000-8000-000000000001',
  DATABASE_URL: 'postgres://workbot@db/workbot',
  TEMPORAL_ADDRESS: 'temporal:7233',
  MICROSOFT_APP_ID: '11111111-2222-4333-8444-555555555555',
  MICROSOFT_APP_PASSWORD: 'bot-password',
  ENTRA_CLIENT_ID: 'web',
  ENTRA_CLIENT_SECRET: 'web-secret',
}

/** The lines of the error, or none. */
function problems(change: Readonly<Record<string, string | undefined>>): string[] {
  try {
    readConfig('bot', { ...complete, ...change })
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n').slice(1, -1)
  }
}
const named = (change: Readonly<Record<string, string | undefined>>) => problems(change).map((line) => line.trim().split(':')[0])

describe('the environment of the bot', () => {
  it('is read where it is complete, an address without its last slash', () => {
    expect(readConfig('bot', complete)).toMatchObject({ PUBLIC_URL: 'https://workbot.contoso.example', PORT: 3978, EXTRA_APP_HOSTS: [] })
  })

  it('names everything that is missing or wrong, and repeats no value', () => {
    const wrong = { DATABASE_URL: '', TENANT_ID: 'hunter2', PORT: '70000', SHARED_KEYS: 'k1:hunter2', TOKEN_PUBLIC_KEY: '{"hunter2"' }
    expect(named(wrong).sort()).toEqual(['DATABASE_URL', 'PORT', 'SHARED_KEYS', 'TENANT_ID', 'TOKEN_PUBLIC_KEY'])
    expect(problems(wrong).join()).not.toContain('hunter2')
  })

  it('outside the sandbox needs a signed Teams and an https address', () => {
    expect(named({ MICROSOFT_APP_ID: '', MICROSOFT_APP_PASSWORD: '', PUBLIC_URL: 'http://workbot' })).toEqual([
      'MICROSOFT_APP_ID',
      'MICROSOFT_APP_PASSWORD',
      'PUBLIC_URL',
    ])
    expect(named({ WORKBOT_SANDBOX: 'true', MICROSOFT_APP_ID: '', PUBLIC_URL: 'http://localhost:3978' })).toEqual([])
  })

  it.each(['SALESFORCE', 'SERVICENOW', 'BOX'])('takes the OAuth client of %s whole or not at all', (app) => {
    const client = { [`${app}_URL`]: 'https://login.app.example', [`${app}_CLIENT_ID`]: 'id', [`${app}_CLIENT_SECRET`]: 'secret' }
    expect(named(client)).toEqual([])
    expect(named({ ...client, [`${app}_CLIENT_SECRET`]: undefined })).toEqual([`${app}_CLIENT_SECRET`])
    expect(named({ ...client, [`${app}_CLIENT_SECRET_PREVIOUS`]: 'older' })).toEqual([])
    expect(named({ ...client, [`${app}_CLIENT_ID_PREVIOUS`]: 'older' })).toEqual([`${app}_CLIENT_SECRET_PREVIOUS`])
  })
})
