// A loop over records: some at once, single failures don't end it, and each record's steps are its own.
import { ApplicationFailure } from '@temporalio/workflow'
import type { FailedItem } from './activity-types.js'
import { appErrorOf } from './failures.js'
import { asItem } from './item-scope.js'
import type { EachOptions, EachResult } from './recipe-context.js'

const AT_ONCE = 5
const AT_MOST = 200

type Done<Result> = { readonly ok: Result } | { readonly failed: FailedItem }

/**
 * Works on each item; results are in the items' order. An app that refuses one item is noted in `failed`; whatever ends a run (a declined
 * sign-in, Cancel, a mistake in the recipe) ends the loop, once the items under way have ended.
 * @throws RecipeError where two items have one key, or there are more than `atMost` (200 unless told): nothing was done then
 */
export async function each<Item, Result>(
  items: Promise<readonly Item[]>,
  options: EachOptions<Item>,
  work: (item: Item) => Promise<Result>,
): Promise<EachResult<Result>> {
  const keyed = withKeys(await items, options)
  const done = new Map<string, Done<Result>>()
  const left = keyed.entries()
  let isEnding = false

  const worker = async (): Promise<void> => {
    for (const [key, item] of left) {
      try {
        done.set(key, await oneItem({ key, name: options.name?.(item) ?? key }, () => work(item)))
      } catch (error) {
        isEnding = true
        throw error
      }
      if (isEnding) return
    }
  }
  const workers = await Promise.allSettled(Array.from({ length: options.atOnce ?? AT_ONCE }, worker))
  for (const ended of workers) if (ended.status === 'rejected') throw ended.reason
  const results = [...keyed.keys()].flatMap((key) => done.get(key) ?? [])
  return {
    ok: results.flatMap((one) => ('ok' in one ? [one.ok] : [])),
    failed: results.flatMap((one) => ('failed' in one ? [one.failed] : [])),
    total: keyed.size,
  }
}

async function oneItem<Result>({ key, name }: { key: string; name: string }, work: () => Promise<Result>): Promise<Done<Result>> {
  try {
    return { ok: await asItem(key, work) }
  } catch (error) {
    const refusal = appErrorOf(error)
    if (!refusal) throw error
    return { failed: { name, kind: refusal.type, detail: refusal.detail } }
  }
}

function withKeys<Item>(items: readonly Item[], { key, atMost = AT_MOST }: EachOptions<Item>): Map<string, Item> {
  if (items.length > atMost) throw mistake(`There are ${String(items.length)} items, and this recipe works on ${String(atMost)} at most.`)
  const keyed = new Map(items.map((item) => [key(item), item]))
  if (keyed.size < items.length) throw mistake('Two items have the same key; give each one of its own, e.g. its id.')
  return keyed
}

const mistake = (message: string): ApplicationFailure => ApplicationFailure.nonRetryable(message, 'RecipeError')
