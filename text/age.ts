// How long something has lasted, as a page says it.

const units = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

/** `2 days`, `3 hours`, `5 minutes`; `less than a minute`. Whole units, rounded down. */
export function age(ms: number): string {
  const fitting = units.find(({ ms: length }) => ms >= length)
  if (!fitting) return 'less than a minute'
  return new Intl.NumberFormat('en', { style: 'unit', unit: fitting.unit, unitDisplay: 'long' }).format(Math.floor(ms / fitting.ms))
}
