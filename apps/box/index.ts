// Box: its OAuth profile, its actions, and how its errors read.
import { defineApp } from '../define-app.js'
import { whoAmI } from './actions/who-am-i.js'
import { throwBoxError } from './errors.js'
import { boxOAuth } from './oauth.js'

export const box = defineApp({
  id: 'box',
  name: 'Box',
  oauth: boxOAuth,
  apiPath: '/2.0',
  actions: { whoAmI },
  throwError: throwBoxError,
})
