// A port that nobody listens on, and that the system gives to no outgoing connection meanwhile.
import { randomInt } from 'node:crypto'
import { freePort } from '../../sandbox/free-port.js'

/** Below what Linux, macOS and Windows give to connections by themselves: such a port may be closed and listened on again. */
const LOWEST = 15_000
const HIGHEST = 32_000

export function anyFreePort(): Promise<number> {
  return freePort(randomInt(LOWEST, HIGHEST))
}
