// What npm run check:upgrade says where there is nothing to say much about.
import { expect, it } from 'vitest'
import { describeUpgrade } from '../../worker/versions/describe-upgrade.js'

it('a deployment without runs is told so, in one sentence', () => {
  expect(describeUpgrade({ recipes: [], findings: [], leftOut: 0 })).toEqual({ ok: true, text: 'There is no run to replay.' })
})

it('one run is one run', () => {
  const { ok, text } = describeUpgrade({ recipes: [{ recipe: 'pipeline', open: 1, ended: 0, refused: 0 }], findings: [], leftOut: 0 })
  expect([ok, text.endsWith('Each of 1 run can go on with this version.')]).toEqual([true, true])
})
