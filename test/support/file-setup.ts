// Runs around every test file: what the file left open is closed, a leak fails it, and the next file in the process gets every module of ours anew.
import { afterAll, inject, vi } from 'vitest'
import { closeSharedWorlds } from '../kit/open-worlds.js'
import { countOpen, expectNothingLeft } from './left-open.js'
import './logs.js'
import './provided.js'
import { dropTestDatabases } from './postgres.js'

const before = countOpen()

afterAll(async () => {
  try {
    await closeSharedWorlds().finally(dropTestDatabases)
    // Looked at before a release: not every file has been through it yet.
    if (inject('full')) await expectNothingLeft(before)
  } finally {
    vi.resetModules()
  }
})
