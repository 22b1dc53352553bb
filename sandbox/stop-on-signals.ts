// One Ctrl-C stops everything in order; a second one, later, kills.

/** What comes sooner is the same Ctrl-C: npm passes it on to us though the terminal sent it here too. */
const SAME_SIGNAL_MS = 2_000

/** The process ends when `stop` has; its exit code is 0 then. Gives whether that has begun. */
export function stopOnSignals({
  stop,
  kill,
  say,
}: {
  stop: () => Promise<void>
  kill: () => void
  say: (line: string) => void
}): () => boolean {
  let since: number | null = null
  const onSignal = (): void => {
    if (since !== null) {
      if (Date.now() - since < SAME_SIGNAL_MS) return
      kill()
      process.exit(130)
    }
    since = Date.now()
    say('\nStopping ...')
    stop().then(
      () => {
        say('Everything is stopped.')
        process.exit(0)
      },
      (error: unknown) => {
        kill()
        say(error instanceof Error ? error.message : String(error))
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  return () => since !== null
}
