// `npm run build`: the product as plain JavaScript in dist/, with the workflows bundled ahead. Nothing of sandbox/, test/ or bench/ is in it.
//   node build.mjs [--out <folder>] [--no-check]      --no-check leaves the types to `npm run check:types`
import { spawn } from 'node:child_process'
import { cp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const root = import.meta.dirname
const { values: given } = parseArgs({
  options: { out: { type: 'string', default: 'dist' }, 'no-check': { type: 'boolean', default: false } },
})
const out = resolve(root, given.out)
// manifest/ is for whoever sets Workbot up, from the sources.
const aside = ['node_modules', 'dist', 'sandbox', 'test', 'bench', 'docs', 'coverage', 'manifest']
const begun = Date.now()

try {
  await rm(out, { recursive: true, force: true })
  await step(given['no-check'] ? 'TypeScript, types unchecked' : 'TypeScript', compile)
  await step('What the programs read beside their code', copyOthers)
  await step('The workflow bundle', bundle)
  console.log(`${relative(process.cwd(), out) || '.'} is there after ${seconds(begun)}.`)
} catch (error) {
  console.error(`The build failed: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

/** @param {string} name @param {() => Promise<string>} work */
async function step(name, work) {
  const from = Date.now()
  process.stdout.write(`${name} ... `)
  console.log(`${await work()}, ${seconds(from)}`)
}

/** Stops at the first type error, as tsc words it. */
async function compile() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const flags = [
    '--project',
    join(root, 'tsconfig.build.json'),
    '--outDir',
    out,
    '--noEmitOnError',
    ...(given['no-check'] ? ['--noCheck'] : []),
  ]
  const child = spawn(process.execPath, [tsc, ...flags], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((done) => child.once('exit', done))
  if (code !== 0) throw new Error('TypeScript found errors; they stand above.')
  const strays = (await readdir(out)).filter((name) => aside.includes(name))
  if (strays.length > 0) throw new Error(`product code imports from ${strays.join(', ')}, which no deployment has.`)
  return `${(await filesBelow(out)).length} files`
}

/** SQL, styles, the failure converter: whatever lies in a product folder and is no TypeScript and no document. */
async function copyOthers() {
  const entries = await readdir(root, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !aside.includes(entry.name))
  const files = (await Promise.all(folders.map(({ name }) => filesBelow(join(root, name)))))
    .flat()
    .filter((file) => !/\.(ts|md)$/.test(file))
  for (const file of files) await cp(file, join(out, relative(root, file)))
  return `${files.length} files`
}

/** By the built code itself, so that worker and bundle are of one build. The worker finds it beside its own folder. */
async function bundle() {
  const { bundleWorkflows } = await import(pathToFileURL(join(out, 'worker/bundle-workflows.js')).href)
  const { code } = await bundleWorkflows()
  await writeFile(join(out, 'workflow-bundle.js'), code)
  return `${Math.round(code.length / 1024)} kB`
}

/** @param {string} folder */
async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** @param {number} from */
function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`
}
