// Numbers that look random and are the same for the same seed.

export interface Chance {
  /** From 0 up to, but not including, `below`; whole. */
  number(below: number): number
  oneOf<Item>(items: readonly [Item, ...Item[]]): Item
}

/** Mulberry32: 32 bits of state are enough to choose what to kill. */
export function createChance(seed: number): Chance {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const number = (below: number): number => Math.floor(next() * below)
  return { number, oneOf: (items) => items[number(items.length)] ?? items[0] }
}
