// What a Box admin sees to: nothing but the app itself; the account is asked who it is.
// https://developer.box.com/reference/get-users-me/
import type { SetUp } from '../define-app.js'

export const boxSetUp: SetUp = {
  look: 'In the Admin Console, Platform Apps, User Authentication Apps: Workbot is enabled.',
  async check({ request }) {
    await request({ method: 'GET', path: '/users/me', query: { fields: 'login' } })
    return [{ isRight: true, what: 'the API answers' }]
  },
}
