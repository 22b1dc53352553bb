// Where an admin may send people to sign in: the vendors' own hosts and those that the operator listed, and nothing that leads inside.
import { expect, it } from 'vitest'
import { apps, type AppId } from '../../apps/index.js'
import { readLoginHost } from '../../connections/login-host.js'

const read = (app: AppId, typed: string, extraHosts: readonly string[] = []) => readLoginHost(typed, { app: apps[app], extraHosts })

it.each([
  ['salesforce', 'https://login.salesforce.com', 'https://login.salesforce.com'],
  ['salesforce', 'test.salesforce.com', 'https://test.salesforce.com'],
  ['salesforce', 'https://contoso.my.salesforce.com/home/home.jsp?x=1#y', 'https://contoso.my.salesforce.com'],
  ['salesforce', 'https://contoso--uat.sandbox.my.salesforce.com', 'https://contoso--uat.sandbox.my.salesforce.com'],
  ['servicenow', 'HTTPS://Contoso.Service-Now.com/', 'https://contoso.service-now.com'],
  ['box', 'https://account.box.com', 'https://account.box.com'],
  ['box', 'contoso.account.box.com', 'https://contoso.account.box.com'],
] as const)('%s takes %s', (app, typed, origin) => {
  expect(read(app, typed)).toBe(origin)
})

it.each([
  ...['', ' ', 'https://', 'http://contoso.service-now.com', 'ftp://contoso.service-now.com', 'javascript:alert(1)', 'data:text/html,x'],
  ...[
    'https://127.0.0.1',
    'https://2130706433',
    'https://0x7f.1',
    'https://[::1]',
    'https://[::ffff:169.254.169.254]',
    'http://169.254.169.254',
  ],
  ...[
    'https://localhost',
    'https://metadata.google.internal',
    'https://evil.example',
    'https://service-now.com',
    'https://.service-now.com',
  ],
  ...[
    'https://contoso.service-now.com.evil.example',
    'https://evil.example/contoso.service-now.com',
    'https://evil.example#.service-now.com',
  ],
  ...['https://evil.example?.service-now.com', 'https://evil.example\\.service-now.com', 'https://user@contoso.service-now.com'],
  ...['https://user:pass@contoso.service-now.com', 'https://contoso.service-now.com@evil.example', 'https://contoso.service-now.com:8443'],
  ...['https://a.b.service-now.com', 'https://xservice-now.com', 'https://contoso.service-now.com.', 'https://login.salesforce.com'],
  ...[
    'https://contoso.ѕervice-now.com',
    'file:///etc/passwd',
    '//contoso.service-now.com:22',
    'https://contoso.service-now.com\u0000.evil.example',
  ],
])('ServiceNow takes no %j', (typed) => {
  expect(read('servicenow', typed)).toBeNull()
})

it('a host that the operator listed is taken as it is listed, and no other port of it', () => {
  expect(read('box', 'http://127.0.0.1:4100', ['127.0.0.1:4100'])).toBe('http://127.0.0.1:4100')
  expect(read('box', 'http://127.0.0.1:4101', ['127.0.0.1:4100'])).toBeNull()
})
