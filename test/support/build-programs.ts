// The product as plain JavaScript, compiled once for all test files: the programs and commands that tests start would else each compile it anew.
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ASIDE = ['node_modules', 'dist', 'docs', 'coverage']
/** Tests start them hundreds of times, so each is one file: with its packages it loads in half the time. */
const PROGRAMS = ['bot/main.ts', 'worker/main.ts']
const asNodeRunsIt: BuildOptions = { format: 'esm', platform: 'node', target: 'node20', logLevel: 'error', keepNames: true }

/**
 * Every file of the repository that isn't a test, at its own path below `folder`, as `tsx` would have loaded it; types are `npm run check`'s.
 * @param folder gets the dependencies and package.json too, as where a build is deployed
 */
export async function buildPrograms(folder: string): Promise<void> {
  const files = await sources()
  const code = files.filter((file) => file.endsWith('.ts'))
  await mkdir(folder, { recursive: true })
  const own = code.filter((file) => !PROGRAMS.includes(file))
  await build({ ...asNodeRunsIt, entryPoints: own.map((file) => join(root, file)), outbase: root, outdir: folder })
  await bundlePrograms(folder)
  for (const file of ['package.json', ...files.filter((one) => !one.endsWith('.ts') && !one.startsWith('test/'))]) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await cp(join(root, file), join(folder, file))
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
}

/** Temporal's packages stay outside: they bring native code, and load files of their own. */
async function bundlePrograms(folder: string): Promise<void> {
  await build({
    ...{ ...asNodeRunsIt, bundle: true, external: ['@temporalio/*', 'pg-native'], plugins: [atOwnPath(folder)] },
    ...{ entryPoints: PROGRAMS.map((file) => join(root, file)), outbase: root, outdir: folder },
    // What packages of the older module system find around them.
    banner: {
      js: `import { createRequire as __requireOf } from 'node:module'
import { fileURLToPath as __pathOf } from 'node:url'
const require = __requireOf(import.meta.url), __filename = __pathOf(import.meta.url), __dirname = __pathOf(new URL('.', import.meta.url))`,
    },
  })
}

/** A file of ours that looks for what lies beside it finds it in the build, where it would have been by itself. */
function atOwnPath(folder: string): Plugin {
  return {
    name: 'at its own path',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const built = pathToFileURL(join(folder, path.slice(root.length).replace(/\.ts$/, '.js'))).href
        return { contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(built)), loader: 'ts' }
      })
    },
  }
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
