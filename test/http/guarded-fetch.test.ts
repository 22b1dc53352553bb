// The guarded fetch: where it goes, where it doesn't, and how long and how much it takes.
import type { lookup } from 'node:dns'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { HttpRefused, HttpTimeout, HttpTooLarge, HttpUnreachable } from '../../http/errors.js'
import { createHttp } from '../../http/guarded-fetch.js'
import { isPublicAddress } from '../../http/public-address.js'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

const acceptsHost = (url: URL): boolean => /^[a-z0-9-]+\.my\.salesforce\.com$/.test(url.hostname)

describe('addresses that are never called', () => {
  const forms = [
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://0x7f.0.0.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://017700000001/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://8.8.8.8/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://localhost/',
    'https://metadata.google.internal/',
    'http://contoso.my.salesforce.com/',
    'https://contoso.my.salesforce.com:8443/',
    'https://contoso.my.salesforce.com@evil.example/',
    'https://user:password@contoso.my.salesforce.com/',
    'https://contoso.my.salesforce.com.evil.example/',
    'https://evil.example/contoso.my.salesforce.com',
    'https://evil.example#contoso.my.salesforce.com',
    'https://contoso.my.salesforce.com./',
    'ftp://contoso.my.salesforce.com/',
    'file:///etc/passwd',
    'gopher://contoso.my.salesforce.com/',
  ]
  const http = createHttp({ acceptsHost, extraHosts: ['127.0.0.1:4180'] })

  it.each(forms)('%s is refused', async (form) => {
    await expect(http({ method: 'GET', url: new URL(form) })).rejects.toBeInstanceOf(HttpRefused)
  })

  it('an accepted name that leads to a private address is refused, also where only one of its addresses is private', async () => {
    for (const addresses of [['10.1.2.3'], ['93.184.216.34', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1']]) {
      const resolve = ((_name: string, _options: object, callback: (error: null, found: object[]) => void) => {
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )
      }) as unknown as typeof lookup
      const guarded = createHttp({ acceptsHost, resolve })
      await expect(guarded({ method: 'GET', url: new URL('https://contoso.my.salesforce.com/') })).rejects.toBeInstanceOf(HttpRefused)
    }
  })

  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001:80b::200e'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
  it.each(['not an address', '', '224.0.0.1', '255.255.255.255', '198.18.0.1', '2001:db8::1', '2001::1', 'ff02::1', '::ffff:8.8.8.8'])(
    '%s is not public',
    (address) => {
      expect(isPublicAddress(address)).toBe(false)
    },
  )
})

describe('what it takes', () => {
  const call = (url: URL, limits: { timeoutMs?: number; maxBytes?: number } = {}) =>
    createHttp({ acceptsHost, extraHosts: [url.host] })({ method: 'GET', url, ...limits })

  it('an operator may list a host with its port: any status is an answer', async () => {
    const url = await serve((request, response) => response.writeHead(418, { 'x-seen': request.url }).end('tea'))
    const answer = await call(new URL('/cup?size=1', url))
    expect([answer.status, answer.body, answer.headers.get('x-seen')]).toEqual([418, 'tea', '/cup?size=1'])
    await expect(createHttp({ acceptsHost, extraHosts: ['127.0.0.1'] })({ method: 'GET', url })).rejects.toBeInstanceOf(HttpRefused)
  })

  it('a redirect is an answer, and is not followed', async () => {
    const seen: string[] = []
    const url = await serve((request, response) => {
      seen.push(request.url ?? '')
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect((await call(url)).status).toBe(302)
    expect(seen).toEqual(['/'])
  })

  it('an answer that grows beyond the limit is cut off while it comes', async () => {
    let sent = 0
    const url = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384
        response.once('drain', more)
      }
      more()
    })
    await expect(call(url, { maxBytes: 65_536 })).rejects.toBeInstanceOf(HttpTooLarge)
    expect(sent).toBeLessThan(50_000_000)
  })

  it('the time limit covers a body that drips', async () => {
    const url = await serve((_request, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => {
        clearInterval(timer)
      })
    })
    await expect(call(url, { timeoutMs: 200 })).rejects.toBeInstanceOf(HttpTimeout)
  })

  it('a stream goes out piece by piece, empty ones too, and bytes come in as they are', async () => {
    const url = await serve((request, response) => request.pipe(response.writeHead(200)))
    async function* pieces() {
      yield new Uint8Array([0, 255])
      yield new Uint8Array()
      yield await Promise.resolve(new Uint8Array([128]))
    }
    const came: number[] = []
    const answer = await createHttp({ acceptsHost, extraHosts: [url.host] })({
      ...{ method: 'POST', url, headers: { 'content-length': '3' }, bytes: pieces() },
      into: (piece) => void came.push(...piece),
    })
    expect([answer.status, answer.body, came]).toEqual([200, '', [0, 255, 128]])
  })

  it('bytes that come are limited too, and an error has its words and nothing for the sink', async () => {
    const url = await serve((request, response) => response.writeHead(request.url === '/' ? 200 : 404).end('words'))
    const came: string[] = []
    const into = (piece: Uint8Array): void => void came.push(Buffer.from(piece).toString())
    const http = createHttp({ acceptsHost, extraHosts: [url.host] })
    await expect(http({ method: 'GET', url, into, maxBytes: 4 })).rejects.toBeInstanceOf(HttpTooLarge)
    expect(await http({ method: 'GET', url: new URL('/no', url), into })).toMatchObject({ status: 404, body: 'words' })
    expect(came).toEqual([])
  })

  it('a refused connection is told without the query of the URL', async () => {
    const url = await serve((_request, response) => response.socket?.destroy())
    const error = (await call(new URL('/?code=SECRET', url)).catch((reason: unknown) => reason)) as Error
    expect(error).toBeInstanceOf(HttpUnreachable)
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain('SECRET')
  })
})
