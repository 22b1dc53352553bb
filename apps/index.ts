// The apps that recipes can name.
import { box } from './box/index.js'
import { salesforce } from './salesforce/index.js'
import { servicenow } from './servicenow/index.js'

export const apps = { salesforce, servicenow, box }
export type Apps = typeof apps
export type AppId = keyof Apps
