// How to start the stand-in of each app, with the strictest of its rules for refresh tokens.
import type { OAuthAppStandIn } from '../../../sandbox/oauth-app/start.js'
import { forEachApp } from '../../../sandbox/sandbox-apps.js'
import { startApp } from '../../../sandbox/start-app.js'
import { standInOptions } from '../../support/oauth-app.js'

/** By the app's id. Only Salesforce's has a rule to choose: there rotation is on. */
export const startStandIn = forEachApp(
  ({ id }) =>
    (): Promise<OAuthAppStandIn> =>
      startApp[id]({ ...standInOptions, rotate: true }),
)
