// One request to an app: where its token goes, where it doesn't, and what is followed.
import { expect, it } from 'vitest'
import { createAppRequest } from '../../activities/app-request.js'
import { box } from '../../apps/box/index.js'
import type { HttpRequest, HttpResponse } from '../../http/http.js'
import { Secret } from '../../keys/secret.js'

const HOST = 'https://api.box.com'
const elsewhere = (location: string): HttpResponse => ({ status: 302, headers: new Headers({ location }), body: '' })
const fine: HttpResponse = { status: 200, headers: new Headers(), body: '' }

function answering(...answers: readonly HttpResponse[]) {
  const asked: HttpRequest[] = []
  const http = (request: HttpRequest): Promise<HttpResponse> => {
    asked.push(request)
    return Promise.resolve(answers[asked.length - 1] ?? fine)
  }
  const request = createAppRequest({ app: box, http, host: HOST, accessToken: new Secret('the-token'), actionName: 'test' })
  return { asked, request }
}
const into = { sink: () => undefined, maxBytes: 10 }

it('bytes that are handed out elsewhere are asked for without the token, and once', async () => {
  const { asked, request } = answering(elsewhere('https://dl.boxcloud.com/d/1/secret/download'), fine)
  await request({ method: 'GET', path: '/files/1/content', into })
  expect(asked.map(({ url }) => url.href)).toEqual([`${HOST}/2.0/files/1/content`, 'https://dl.boxcloud.com/d/1/secret/download'])
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer the-token' })
  expect(JSON.stringify(asked[1])).not.toContain('the-token')
  const again = answering(elsewhere('https://dl.boxcloud.com/a'), elsewhere('https://dl.boxcloud.com/b'))
  await expect(again.request({ method: 'GET', path: '/x', into })).rejects.toMatchObject({ kind: 'AppUnavailable' })
  expect(again.asked).toHaveLength(2)
})

it('a redirect of anything else, and one to nowhere, is no answer', async () => {
  const other = answering(elsewhere('https://dl.boxcloud.com/d/1/secret/download'))
  await expect(other.request({ method: 'GET', path: '/users/me' })).rejects.toMatchObject({ kind: 'AppUnavailable' })
  expect(other.asked).toHaveLength(1)
  const nowhere = answering(elsewhere('https://'))
  await expect(nowhere.request({ method: 'GET', path: '/x', into })).rejects.toMatchObject({ kind: 'AppUnavailable' })
  expect(nowhere.asked).toHaveLength(1)
})

it('a request that names where its path begins goes there, and bytes go as they are', async () => {
  const { asked, request } = answering({ ...fine, body: '{"total_count":1}' })
  const bytes = new Uint8Array([1, 2, 3])
  const headers = { 'content-type': 'application/octet-stream', authorization: 'Bearer somebody-else' }
  const answer = await request({ method: 'POST', base: 'https://upload.box.com/api/2.0', path: '/files/content', headers, bytes })
  expect(answer.json).toEqual({ total_count: 1 })
  expect(asked[0]?.url.href).toBe('https://upload.box.com/api/2.0/files/content')
  expect(asked[0]).toMatchObject({
    bytes,
    headers: { authorization: 'Bearer the-token', 'content-type': 'application/octet-stream' },
  })
})
