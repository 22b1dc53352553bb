// A question's facts as they are now, where the record behind it has changed since they were written down.
import type { Fact, FactChange } from '../runs/asks.js'

/** A fact is changed by the change of its name; what stands around the old value (`20 %`) stays around the new one. */
export function factsNow(facts: readonly Fact[], changes: readonly FactChange[]): Fact[] {
  const changed = new Map(changes.map((change) => [change.label.toLowerCase(), change]))
  return facts.map((fact) => {
    const change = changed.get(fact.label.toLowerCase())
    return change ? { label: fact.label, value: valueNow(fact.value, change) } : fact
  })
}

function valueNow(value: Fact['value'], { from, to }: FactChange): Fact['value'] {
  const was = String(from)
  if (typeof value !== 'string' || was === '' || value === was) return to
  const parts = value.split(was)
  return parts.length === 2 ? parts.join(String(to)) : to
}
