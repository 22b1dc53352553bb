// Which trouble is tried again and for how long, by what Temporal knows of the activity.
import { MockActivityEnvironment } from '@temporalio/testing'
import type { ApplicationFailure } from '@temporalio/activity'
import { describe, expect, it } from 'vitest'
import { toFailure } from '../../activities/to-failure.js'
import { ActionRejected, AppUnavailable, RateLimited } from '../../apps/errors.js'
import { DatabaseUnavailable } from '../../database.js'

const HOUR = 3_600_000

async function failureOf(error: unknown, { attempt = 1, ageMs = 0 } = {}): Promise<ApplicationFailure> {
  const activity = new MockActivityEnvironment({ attempt, scheduledTimestampMs: Date.now() - ageMs })
  return activity.run(async () => toFailure(error))
}

describe('trouble in an activity', () => {
  it('that the app puts a time on is tried again after that time, an hour at most', async () => {
    expect(await failureOf(new RateLimited('Too many.', 7_000))).toMatchObject({
      type: 'RateLimited',
      nonRetryable: false,
      nextRetryDelay: 7_000,
    })
    expect(await failureOf(new RateLimited('Too many.', 9 * HOUR))).toMatchObject({ nextRetryDelay: HOUR })
    expect((await failureOf(new RateLimited('Too many.'))).nextRetryDelay).toBeUndefined()
  })

  it('of an app that is down is tried for four hours', async () => {
    expect(await failureOf(new AppUnavailable('Down.'), { attempt: 200, ageMs: 3.9 * HOUR })).toMatchObject({ nonRetryable: false })
    expect(await failureOf(new AppUnavailable('Down.'), { ageMs: 4.1 * HOUR })).toMatchObject({
      type: 'AppUnavailable',
      nonRetryable: true,
    })
  })

  it('that the app refuses ends the step at once, in its words', async () => {
    expect(await failureOf(new ActionRejected('Name is missing.'))).toMatchObject({
      type: 'ActionRejected',
      message: 'Name is missing.',
      nonRetryable: true,
    })
  })

  it('of our own database is waited out, however long it takes', async () => {
    const failure = await failureOf(new DatabaseUnavailable(new Error('gone')), { attempt: 500, ageMs: 24 * HOUR })
    expect(failure).toMatchObject({ type: 'WB-DB-002', nonRetryable: false })
  })

  it('without a name is tried eight times, and says nothing of itself', async () => {
    const secret = new Error('password=hunter2')
    expect(await failureOf(secret, { attempt: 7 })).toMatchObject({ type: 'Unexpected', nonRetryable: false })
    const last = await failureOf(secret, { attempt: 8 })
    expect(last).toMatchObject({ type: 'Unexpected', nonRetryable: true })
    expect(last.message).not.toContain('hunter2')
  })
})
