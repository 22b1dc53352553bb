// Durations as recipes and their tests write them.

const units = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const

export type Duration = `${number} ${keyof typeof units}`

/** `3 days` in milliseconds. */
export function millisecondsOf(duration: Duration): number {
  const [count, unit = ''] = duration.split(' ')
  const each = unit in units ? units[unit as keyof typeof units] : Number.NaN
  const ms = Number(count) * each
  if (!(ms > 0)) throw new Error(`"${duration}" is no length of time: "3 days", "90 minutes".`)
  return ms
}
