// What operators read in Temporal's UI.
import { expect, it } from 'vitest'
import { apps } from '../../apps/index.js'
import { appNames } from '../../app-names.js'
import { inWords, minuteOf, stepWords } from '../../workflows/words.js'

it('names every app as the app names itself', () => {
  expect(appNames).toEqual(Object.fromEntries(Object.entries(apps).map(([id, { name }]) => [id, name])))
})

it('puts a step into words, with its label', () => {
  expect(stepWords('salesforce.createOpportunity')).toBe('Salesforce: create opportunity')
  expect(stepWords('salesforce.pipeline for 2026')).toBe('Salesforce: pipeline for 2026')
  expect(stepWords('odd')).toBe('odd')
})

it('says a name and a minute plainly', () => {
  expect(inWords('createOpportunity')).toBe('create opportunity')
  expect(minuteOf('2026-11-25T14:39:21.666Z')).toBe('2026-11-25, 14:39 UTC')
})
