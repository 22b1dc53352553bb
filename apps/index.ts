// The apps that recipes can name.
import { salesforce } from './salesforce/index.js'

export const apps = { salesforce }
export type Apps = typeof apps
export type AppId = keyof Apps
