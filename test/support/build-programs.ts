// The product as plain JavaScript, compiled once for all test files: the programs and commands that tests start would else each compile it anew.
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ASIDE = ['node_modules', 'dist', 'docs', 'coverage']

/**
 * Every file of the repository that isn't a test, at its own path below `folder`, as `tsx` would have loaded it; types are `npm run check`'s.
 * @param folder gets the dependencies and package.json too, as where a build is deployed
 */
export async function buildPrograms(folder: string): Promise<void> {
  const files = await sources()
  const code = files.filter((file) => file.endsWith('.ts'))
  await mkdir(folder, { recursive: true })
  await build({
    ...{ entryPoints: code.map((file) => join(root, file)), outbase: root, outdir: folder },
    ...{ format: 'esm', platform: 'node', target: 'node20', logLevel: 'error', keepNames: true },
  })
  for (const file of ['package.json', ...files.filter((one) => !one.endsWith('.ts') && !one.startsWith('test/'))]) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await cp(join(root, file), join(folder, file))
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
}

async function sources(): Promise<string[]> {
  const folders = (await readdir(root, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !ASIDE.includes(entry.name),
  )
  const own = (await readdir(root)).filter((name) => name.endsWith('.ts'))
  const below = await Promise.all(
    folders.map(async ({ name }) => {
      const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    }),
  )
  return [...own, ...below.flat()].filter((file) => !/\.test\.ts$|\.d\.m?ts$|__snapshots__/.test(file))
}
