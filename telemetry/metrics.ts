// What the programs count. Nothing is counted where nobody reads it.
import type { Attributes, Counter, Histogram, Meter } from '@opentelemetry/api'
import { counters, gauges, histograms, type Measured } from './metric-list.js'

export type SignInOutcome = 'connected' | 'declined' | 'expired' | 'wrong_person' | 'refused'
/** `ended`: the app no longer takes the grant, and its owner signs in again. `later`: the app didn't do it, and is asked again. */
export type RefreshOutcome = 'refreshed' | 'ended' | 'later'

interface Instruments {
  readonly counters: Readonly<Record<keyof typeof counters, Counter>>
  readonly appRequests: Histogram
}

let current: Instruments | undefined

export const countSignIn = (outcome: SignInOutcome): void => count('signIns', { outcome })
export const countRefresh = (outcome: RefreshOutcome): void => count('refreshes', { outcome })
export const countRunAccepted = (recipe: string): void => count('runsAccepted', { recipe })
export const countRunEnded = (recipe: string, state: string): void => count('runsEnded', { recipe, state })
export const countTeamsFailure = (why: 'failed' | 'unreachable'): void => count('teamsFailures', { why })

/** @param status HTTP's, or null where no answer came */
export function countAppRequest(app: string, status: number | null, seconds: number): void {
  current?.appRequests.record(seconds, { app, status: status === null ? 'none' : `${String(status).charAt(0)}xx` })
}

function count(counter: keyof typeof counters, labels: Attributes): void {
  current?.counters[counter].add(1, labels)
}

/** Up to the time limit of a request to an app. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4.5, 6]

/** From now on what is counted goes to `meter`. @param measure reads the gauges; absent in a program that has none */
export function countInto(meter: Meter, measure?: () => Promise<readonly Measured[]>): void {
  const counter = ({ name, help }: { name: string; help: string }) => meter.createCounter(name, { description: help })
  const { name, help: description } = histograms.appRequests
  current = {
    counters: mapped(counters, counter),
    appRequests: meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: SECONDS } }),
  }
  if (!measure) return
  const observed = mapped(gauges, ({ name, help }) => meter.createObservableGauge(name, { description: help }))
  meter.addBatchObservableCallback(async (result) => {
    for (const { gauge, value, labels } of await measure()) result.observe(observed[gauge], value, { ...labels })
  }, Object.values(observed))
}

export function countNothing(): void {
  current = undefined
}

function mapped<Key extends string, From, To>(from: Readonly<Record<Key, From>>, change: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(from).map(([key, value]) => [key, change(value)])) as Record<Key, To>
}
