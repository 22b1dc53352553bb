// Runs around every test file: what the file left open is closed, a leak fails it, and the next file in the process gets every module of ours anew.
import { afterAll, vi } from 'vitest'
import { closeSharedWorlds } from '../kit/open-worlds.js'
import { countOpen, expectNothingLeft } from './left-open.js'
import './logs.js'
import './provided.js'
import { dropTestDatabases } from './postgres.js'

const before = countOpen()

afterAll(async () => {
  try {
    await closeSharedWorlds().finally(dropTestDatabases)
    await expectNothingLeft(before)
  } finally {
    vi.resetModules()
  }
})
