// Runs around every test file: what the file left open is closed, and a leak fails it.
import { afterAll } from 'vitest'
import { closeSharedWorlds } from '../kit/open-worlds.js'
import './provided.js'
import { dropTestDatabases } from './postgres.js'

afterAll(async () => {
  await closeSharedWorlds().finally(dropTestDatabases)
})
