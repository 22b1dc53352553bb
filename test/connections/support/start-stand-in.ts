// How to start the stand-in of each app, with the strictest of its rules for refresh tokens.
import type { AppId } from '../../../apps/index.js'
import { startBox } from '../../../sandbox/box/index.js'
import type { OAuthAppStandIn } from '../../../sandbox/oauth-app/start.js'
import { startSalesforce } from '../../../sandbox/salesforce/index.js'
import { startServiceNow } from '../../../sandbox/servicenow/index.js'
import { standInOptions } from '../../support/oauth-app.js'

export const startStandIn: Readonly<Record<AppId, () => Promise<OAuthAppStandIn>>> = {
  salesforce: () => startSalesforce({ ...standInOptions, rotate: true }),
  servicenow: () => startServiceNow(standInOptions),
  box: () => startBox(standInOptions),
}
