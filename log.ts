// One JSON line per event, with codes and run ids, and nothing secret.
import { pino, type Logger, type LoggerOptions } from 'pino'
import { logFacts } from './telemetry/traces.js'

export type { Logger }

/**
 * @param program the name that each line carries: `bot`, `worker`, ...
 * @param destination standard output unless told
 */
export function createLogger(program: string, level: string, destination?: { write(line: string): void }): Logger {
  const options: LoggerOptions = {
    level,
    base: { program },
    mixin: logFacts,
    redact: {
      paths: [
        'authorization',
        '*.authorization',
        'token',
        '*.token',
        'headers',
        '*.headers',
        'req',
        'res',
        '*.config',
        '*.request',
        '*.response',
      ],
      censor: '[secret]',
    },
    // Most callers have described the error themselves: a described one must not be described again.
    serializers: { err: (error: unknown) => (error instanceof Error ? describeError(error) : error) },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** An error in a log: its name, code and sentence, and the same of its causes; no stack of ours is needed to act on it. */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    message: withoutQuery(error.message),
    ...(depth === 0 && { stack: withoutQuery(error.stack?.split('\n').slice(1, 5).join('\n') ?? '') }),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** Query strings are where authorization codes travel. */
function withoutQuery(text: string): string {
  return text.replace(/\?[^\s"')]+/g, '?…')
}
