// The apps that recipes can name.
import type { AppId } from '../app-names.js'
import type { App } from './define-app.js'
import { box } from './box/index.js'
import { salesforce } from './salesforce/index.js'
import { servicenow } from './servicenow/index.js'

export const apps = { salesforce, servicenow, box } satisfies Readonly<Record<AppId, App>>
export type Apps = typeof apps
export type { AppId }
