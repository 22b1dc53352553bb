// Keeps the SDK's promise hooks away from promises that they can't read.
import v8 from 'node:v8'

let isGuarded = false

/**
 * The SDK replays on this thread and hooks into every promise of it. Its hooks throw, outside of anybody's reach, at a promise without a
 * constructor; Node 24 makes such for its own use. They can't be left out: what they do is part of the order in which a workflow goes on.
 */
export function guardPromiseHooks(): void {
  if (isGuarded) return
  isGuarded = true
  const { createHook } = v8.promiseHooks
  v8.promiseHooks.createHook = ({ init, settled, ...others }) =>
    createHook({
      ...others,
      ...(init && {
        init: (promise, parent) => {
          if (isReadable(promise)) init(promise, parent)
        },
      }),
      ...(settled && {
        settled: (promise) => {
          if (isReadable(promise)) settled(promise)
        },
      }),
    })
}

function isReadable(promise: Promise<unknown>): boolean {
  return (promise as { readonly constructor?: unknown }).constructor !== undefined
}
