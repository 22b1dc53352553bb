// The peer's HTTP server: takes a Teams activity, proves who sent it, writes its rows, starts the workflow; and signals it.
import { createServer, type IncomingMessage } from 'node:http'
import { Client, Connection } from '@temporalio/client'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import pg from 'pg'
import { acceptRun, finishWait, markSignalled, type Command } from './rows.js'
import { readSettings, TASK_QUEUE } from './peer-settings.js'
import { postActivity, teamsToken } from './teams.js'

const settings = readSettings()
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 10 })
const post = await teamsToken(settings.botTokenUrl)
const keys = createRemoteJWKSet(new URL(settings.jwksUrl))
const client = new Client({ connection: await Connection.connect({ address: settings.temporalAddress }) })

const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  void answer(request).then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      response.writeHead(500).end()
    },
  )
})
server.listen(settings.port, '127.0.0.1', () => process.stdout.write('{"msg":"listening"}\n'))
process.once('SIGTERM', () => process.exit(0))

async function answer(request: IncomingMessage): Promise<object> {
  const body = JSON.parse(await bodyOf(request)) as Record<string, unknown>
  return request.url === '/callback'
    ? await callback(String(body['runId']))
    : await command(request.headers.authorization ?? '', body as never)
}

async function command(authorization: string, activity: Command): Promise<object> {
  await jwtVerify(authorization.replace('Bearer ', ''), keys, { issuer: settings.issuer, audience: settings.appId })
  const [, waits, name = '', amount = '', stage = ''] =
    /^(waiting )?create opportunity name: (\S+) amount: (\d+)k stage: (\w+)$/.exec(activity.text) ?? []
  const runId = `peer-${activity.id}`
  const accepted = await acceptRun(pool, runId, activity)
  if (!accepted) return {}
  const input = { runId, waits: waits !== undefined, name, amount: Number(amount) * 1_000, stage }
  await Promise.all([
    client.workflow.start('peerRun', { workflowId: runId, taskQueue: TASK_QUEUE, args: [input] }),
    postActivity(post, { id: activity.conversation.id, serviceUrl: activity.serviceUrl }, { type: 'typing' }),
  ])
  return {}
}

/** Where the app sends the browser after a sign-in: the rows are committed, then the run is woken. */
async function callback(runId: string): Promise<{ readonly committedAt: number }> {
  await finishWait(pool, runId)
  const committedAt = performance.timeOrigin + performance.now()
  await client.workflow.getHandle(runId).signal('signedIn')
  await markSignalled(pool, runId)
  return { committedAt }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
