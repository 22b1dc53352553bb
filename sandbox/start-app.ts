// How the stand-in of each app starts.
import type { AppId } from '../app-names.js'
import { startBox } from './box/index.js'
import type { OAuthAppOptions, OAuthAppStandIn } from './oauth-app/start.js'
import { startSalesforce } from './salesforce/index.js'
import { startServiceNow } from './servicenow/index.js'

/** By the app's id. */
export const startApp = { salesforce: startSalesforce, servicenow: startServiceNow, box: startBox } as const satisfies Readonly<
  Record<AppId, (options: OAuthAppOptions) => Promise<OAuthAppStandIn>>
>
