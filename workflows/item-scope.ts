// Which item of a list the code that runs now works on; its steps bear the item's key.
import { AsyncLocalStorage } from '@temporalio/workflow'

const items = new AsyncLocalStorage<string>()

/** The key of the item, or undefined outside `each`. */
export const currentItem = (): string | undefined => items.getStore()

/** Runs `work` as the item's; what it calls later, after a wait, is the item's too. */
export const asItem = <Result>(key: string, work: () => Promise<Result>): Promise<Result> => items.run(key, work)
