// The guarded fetch of each app: it goes to that app's hosts and nowhere else.
import { createHttp } from '../http/guarded-fetch.js'
import type { Http } from '../http/http.js'
import type { App } from './define-app.js'
import { apps, type AppId } from './index.js'

/** @param EXTRA_APP_HOSTS hosts that the operator adds, for every app */
export function createAppHttp({ EXTRA_APP_HOSTS: extraHosts }: { readonly EXTRA_APP_HOSTS: readonly string[] }): (app: AppId) => Http {
  const byApp = new Map(
    Object.values<App>(apps).map(({ id, oauth, givesBytesAt }) => [
      id,
      createHttp({ acceptsHost: (url) => oauth.acceptsHost(url) || givesBytesAt?.(url) === true, extraHosts }),
    ]),
  )
  return (app) => byApp.get(app) as Http
}
