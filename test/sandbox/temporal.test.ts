// The Temporal server that tests and the sandbox start.
import { Connection } from '@temporalio/client'
import { expect, inject, it } from 'vitest'
import { appId, callerId, recipeId, runState } from '../../workflows/search-attributes.js'

it('knows the search attributes of our runs', async () => {
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' })
  await connection.close()
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining([recipeId, runState, appId, callerId].map(({ name }) => name)))
})
