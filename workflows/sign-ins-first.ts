// Asks for several sign-ins in one card, before the first step; `signIn` in a step then gives what was answered.
import { condition, proxyActivities } from '@temporalio/workflow'
import type { RunActivities, SignInWait } from './activity-types.js'
import { show } from './progress.js'
import { signInAheadKey } from './sign-in-ahead.js'
import type { Pause } from './sign-in.js'
import { appName, listInWords, minuteOf } from './words.js'

const { missingSignIns } = proxyActivities<Pick<RunActivities, 'missingSignIns'>>({
  startToCloseTimeout: '20s',
  // Without a limit, as a step's: the activity knows what is worth trying again.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})
const { requestSignIns, expireSignIn } = proxyActivities<Pick<RunActivities, 'requestSignIns' | 'expireSignIn'>>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/** Resolves when each is there, or answered where it may be left out. How one ended is read from its row, as in every pause. */
export async function signInsFirst(first: Readonly<Partial<Record<string, 'needed' | 'optional'>>>, pause: Pause): Promise<void> {
  const apps = Object.keys(first)
  const all = apps.map((app) => ({ app, stepKey: signInAheadKey(app), mayDecline: first[app] === 'optional' }))
  const names = (waits: readonly SignInWait[]): string => listInWords(waits.map(({ app }) => appName(app)))
  const [app = ''] = apps
  let since: string | undefined
  for (;;) {
    const seen = pause.count()
    show({ app, state: 'running', details: `Working: whether ${names(all)} are connected.` })
    const missing = await missingSignIns.executeWithOptions({ summary: `Whether ${names(all)} are connected` }, [{ waits: all, apps }])
    if (missing.length === 0) return
    const request = await requestSignIns.executeWithOptions({ summary: `Ask for a sign-in to ${names(missing)}` }, [
      { waits: missing, apps },
    ])
    if (request.kind === 'connected') continue
    since ??= new Date().toISOString()
    show({
      app: missing[0]?.app ?? app,
      state: 'waiting_sign_in',
      details: `Waiting since ${minuteOf(since)} for the caller to sign in to ${names(missing)}, until ${minuteOf(request.until)}. The first step waits for it.`,
    })
    const inTime = await condition(() => pause.count() > seen, request.remainingMs, {
      summary: `Deadline of the sign-in to ${names(missing)}`,
    })
    if (!inTime)
      await Promise.all(missing.map((wait) => expireSignIn.executeWithOptions({ summary: 'The deadline of the sign-in' }, [wait])))
  }
}
