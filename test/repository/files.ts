// The files of the repository that its own tests read: what git tracks or would track.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

/** Paths relative to the repository, with forward slashes. */
export function repositoryFiles(): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(new URL(path, root)))
}

export function readRepositoryFile(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}
