// What a log line says of an error: enough to act on, and nothing secret.
import { expect, it } from 'vitest'
import { createLogger, describeError } from '../../log.js'

const logged = (write: (log: ReturnType<typeof createLogger>) => void) => {
  const lines: string[] = []
  write(createLogger('test', 'info', { write: (line) => void lines.push(line) }))
  return JSON.parse(lines[0] ?? '{}') as { err: { type: string; message: string; cause?: { message: string } } }
}
const error = new TypeError('It broke at https://app.example/cb?code=SECRET&state=x.', { cause: new Error('because') })

it.each([
  ['given as it is', error],
  ['described by whoever logs it', describeError(error)],
])('an error %s keeps its name, its sentence and its cause, and loses the query of a URL', (_how, err) => {
  const { err: seen } = logged((log) => {
    log.error({ err }, 'Something went wrong.')
  })
  expect(seen).toMatchObject({ type: 'TypeError', cause: { message: 'because' } })
  expect(seen.message).toContain('It broke at https://app.example/cb')
  expect(JSON.stringify(seen)).not.toContain('SECRET')
})

it('a hostile name adds no line of its own', () => {
  const lines: string[] = []
  createLogger('test', 'info', { write: (line) => void lines.push(line) }).info(
    { recipe: 'x"}\n{"level":60,"msg":"forged' },
    'A run was accepted.\r\nforged',
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).not.toContain('\n')
})
