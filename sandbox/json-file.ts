// State of a stand-in in one JSON file: read once, written whole and atomically, so that a killed process loses nothing it has answered.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A value kept in a file. Change `value` in place, then await `save`. */
export interface JsonFile<Value> {
  readonly value: Value
  /** Resolves when what `value` holds now is on disk; many calls at once share a write. */
  save(): Promise<void>
}

/** @param file where; null keeps it in memory only */
export function openJsonFile<Value>(file: string | null, initial: Value): JsonFile<Value> {
  const value = (file === null ? null : readJson<Value>(file)) ?? initial
  let next: Promise<void> | null = null
  let writing = Promise.resolve()
  const write = async (target: string): Promise<void> => {
    await writing.catch(() => undefined)
    next = null
    writing = replaceFile(target, JSON.stringify(value))
    await writing
  }
  return { value, save: () => (file === null ? Promise.resolve() : (next ??= write(file))) }
}

/** Writes beside the file and renames over it, readable by us alone. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`
  await writeFile(draft, text, { mode: 0o600 })
  await rename(draft, file)
}

/** Null where there is no such file. */
export function readJson<Value>(file: string): Value | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Value
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
