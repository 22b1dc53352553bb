// How the stand-in of each app starts.
import { startBox } from './box/index.js'
import { startSalesforce } from './salesforce/index.js'
import { startServiceNow } from './servicenow/index.js'

/** By the app's id. */
export const startApp = { salesforce: startSalesforce, servicenow: startServiceNow, box: startBox } as const
