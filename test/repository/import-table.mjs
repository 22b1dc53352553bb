// The import table of ARCHITECTURE.md as data: who may import what. Read by eslint.config.js and by import-table.test.ts.

/** Root files and keys/: small, without state, used by all but workflows/. */
const common = ['app-names', 'caller', 'errors', 'log', 'database', 'paging', 'keys', 'telemetry/metrics', 'telemetry/traces', 'node']
const rows = ['runs', 'conversations', 'settings', 'audit']
const workflowWords =
  "a recipe's code runs in Temporal's sandbox, where nothing of apps/, activities/, Node or the database exists: import apps only as types"
const botbuilderWords = 'botbuilder stays behind bot/adapter and bot/messenger; elsewhere in bot/ import only its types'

/** @param {import('./import-table.mjs').ImportRule} rule */
const withCommon = (rule) => ({ ...rule, values: [...common, ...rule.values] })

const bot = withCommon({
  values: [
    'bot',
    'workflows',
    'connections',
    ...rows,
    'text',
    'temporal',
    'apps',
    'http',
    'express',
    'jose',
    'rate-limiter-flexible',
    'zod',
  ],
  types: ['botbuilder', 'config', '@temporalio/client'],
  words: botbuilderWords,
})
const botEdge = { ...bot, values: [...bot.values, 'botbuilder'] }
const everything = { values: ['*'], types: [], words: '' }

/**
 * Key: a folder (`bot/`) or the beginning of a file's path (`bot/adapter`); the longest that fits holds.
 * `values`: folders, single files (`text/nearest`), packages, `node` for Node's own modules, `*` for all. `types`: what may be imported with `import type` besides.
 * @type {Readonly<Record<string, import('./import-table.mjs').ImportRule>>}
 */
export const importTable = {
  'workflows/': {
    // @temporalio/common is inside @temporalio/workflow's own bundle already.
    values: ['workflows', 'app-names', '@temporalio/workflow', '@temporalio/common'],
    types: ['apps', 'activities', 'caller', 'runs', 'text'],
    words: workflowWords,
  },
  'activities/': withCommon({
    values: [
      'activities',
      'apps',
      'connections',
      'people',
      ...rows,
      'text',
      'workflows/recipes',
      'workflows/words',
      '@temporalio/activity',
      '@temporalio/common',
    ],
    types: ['workflows', 'http', 'config', 'temporal'],
    words: 'an activity gets what it needs as deps; Teams is behind the messenger of conversations/',
  }),
  'apps/': {
    values: ['apps', 'http', 'errors', 'keys', 'node', 'zod'],
    types: ['app-names', 'caller'],
    words: 'an app knows nothing of Workbot but apps/ and http/',
  },
  'connections/': withCommon({
    values: ['connections', 'apps', 'http', 'audit', 'settings', 'openid-client', 'jose', 'zod'],
    types: ['runs', 'config'],
    words: 'connections/ is where tokens are: it is used by others and uses only apps/, http/ and rows',
  }),
  'runs/': withCommon({
    values: ['runs'],
    types: [],
    words: 'row functions take a transaction; their callers compose them',
  }),
  'runs/cli': withCommon({
    values: ['runs', 'audit', 'connections', 'settings', 'workflows/recipes', 'operator-shell'],
    types: [],
    words: "an operator's shell works on rows; what it leaves owed is the sweep's",
  }),
  'conversations/': withCommon({
    values: ['conversations'],
    types: ['text'],
    words: 'row functions take a transaction; their callers compose them',
  }),
  'settings/': withCommon({
    values: ['settings', 'audit', 'text/nearest'],
    types: ['workflows', 'runs', 'config'],
    words: 'row functions take a transaction; their callers compose them',
  }),
  'people/': withCommon({
    values: ['people', 'connections', ...rows],
    types: ['temporal'],
    words: 'people/ composes the rows of one person',
  }),
  'people/cli': withCommon({
    values: ['people', 'connections', 'temporal', 'config', 'operator-shell', ...rows],
    types: [],
    words: "an operator's shell works on rows, and deletes a person's histories in Temporal",
  }),
  'incidents/': withCommon({
    values: ['incidents', 'connections', ...rows],
    types: [],
    words: "incidents/ works on rows; what it leaves owed is the sweep's",
  }),
  'incidents/cli': withCommon({ values: ['incidents', 'operator-shell'], types: [], words: "an operator's shell" }),
  'settings/cli': everything,
  'audit/': withCommon({ values: ['audit'], types: [], words: 'the audit is written by others' }),
  'audit/cli': withCommon({ values: ['audit', 'operator-shell'], types: [], words: "an operator's shell reads the audit" }),
  'text/': {
    values: ['text', 'errors', '@microsoft/teams.cards'],
    types: ['apps', 'caller', 'connections', 'runs', 'workflows'],
    words: 'copy and cards are made from what they are given',
  },
  'http/': withCommon({ values: ['http', 'undici'], types: [], words: 'the guarded fetch knows no app' }),
  'keys/': { values: ['keys', 'errors', 'node'], types: [], words: 'keys/ is used by others' },
  'keys/cli': withCommon({
    values: ['settings', 'runs', 'connections', 'web/sealed-trip-columns', 'temporal', 'config', 'operator-shell'],
    types: [],
    words: "an operator's shell works on rows, and counts histories in Temporal",
  }),
  'temporal/': withCommon({
    values: [
      'temporal',
      'runs',
      'workflows/signals',
      'workflows/search-attributes',
      'workflows/words',
      '@temporalio/client',
      '@temporalio/common',
      '@temporalio/proto',
    ],
    types: ['config', 'workflows'],
    words: 'temporal/ starts and signals runs, and encodes what they hold',
  }),
  'bot/': bot,
  'bot/adapter': botEdge,
  'bot/bot-framework-auth': botEdge,
  'bot/connector': botEdge,
  'bot/messenger': botEdge,
  'telemetry/': {
    values: [
      'telemetry',
      'log',
      'node',
      '@opentelemetry/api',
      '@opentelemetry/exporter-metrics-otlp-proto',
      '@opentelemetry/exporter-prometheus',
      '@opentelemetry/exporter-trace-otlp-proto',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-metrics',
      '@opentelemetry/sdk-trace-node',
    ],
    types: ['config'],
    words: 'telemetry/ is told what happened: it reads no rows and knows no edge',
  },
  'bot/main': everything,
  'bot/compose-bot': everything,
  'web/': withCommon({
    values: [
      'web',
      'workflows',
      'connections',
      'people',
      ...rows,
      'incidents',
      'text',
      'apps',
      'http',
      'express',
      'helmet',
      'openid-client',
      'rate-limiter-flexible',
      'zod',
    ],
    types: ['config', '@temporalio/client'],
    words: 'web/ is the browser edge: no Teams, no activities',
  }),
  'worker/': everything,
  'doctor/': withCommon({
    values: [
      ...[
        'doctor',
        'config',
        'apps',
        'audit/own-rights',
        'connections',
        'http',
        'migrations',
        'runs',
        'settings',
        'temporal',
        'text/setup-notes',
      ],
      ...['activities/app-request', '@temporalio/client'],
    ],
    types: [],
    words: 'doctor/ asks each part of a deployment how it is, by the code that the programs use',
  }),
  'migrations/': withCommon({
    values: ['migrations', 'config', 'node-pg-migrate'],
    types: [],
    words: 'migrations are plain SQL and the program that runs them',
  }),
  'manifest/': withCommon({
    values: ['manifest', 'config', 'workflows/recipes', 'text/about', 'text/commands', 'fflate', 'zod'],
    types: ['workflows'],
    words: 'manifest/ makes the Teams app package from the recipes and what it is told',
  }),
  'sandbox/': { values: ['*'], types: [], words: '' },
  'test/': everything,
  'bench/': everything,
  config: { values: ['app-names', 'errors', 'keys/secret', 'node', 'zod'], types: ['keys'], words: 'config.ts only reads the environment' },
  'operator-shell': {
    values: ['config', 'database', 'errors', 'log', 'node'],
    types: [],
    words: "operator-shell.ts finds a command's environment and ends it",
  },
  database: { values: ['errors', 'pg'], types: ['log'], words: 'database.ts is the pool and nothing else' },
  paging: { values: [], types: ['database'], words: 'paging.ts reads lists through the transaction that it is given' },
  errors: { values: [], types: [], words: 'errors.ts is the ground: it imports nothing' },
  caller: { values: [], types: [], words: 'caller.ts is a type' },
  'app-names': { values: [], types: [], words: 'app-names.ts is a list of names: workflows import it too' },
  log: { values: ['errors', 'pino', 'telemetry/traces'], types: [], words: 'log.ts is the logger and nothing else' },
  'vitest.config': everything,
  'eslint.config': everything,
  build: everything,
}

/** What no file of the product may import, whatever its row says. */
const neverFromTheProduct = ['sandbox', 'test', 'bench']

/**
 * Says in words why a file may not import something; null where it may.
 * @param {{ file: string, specifier: string, isType: boolean }} it `file` is relative to the repository, with forward slashes
 * @returns {string | null}
 */
export function forbiddenImport({ file, specifier, isType }) {
  const rule = ruleFor(file)
  if (!rule) return `${file}: no row of the import table (test/repository/import-table.mjs) is for this file`
  const target = targetOf(file, specifier)
  const [folder = ''] = target.split('/')
  if (neverFromTheProduct.includes(folder) && !isAside(file)) return `the product doesn't import ${folder}/`
  const allowed = isType ? [...rule.values, ...rule.types] : rule.values
  if (allowed.some((entry) => entry === '*' || target === entry || target.startsWith(`${entry}/`))) return null
  return `${rule.words} (${isType ? 'type' : 'value'} import of "${specifier}")`
}

/** @param {string} file */
function ruleFor(file) {
  const key = Object.keys(importTable)
    .filter((begin) => (begin.includes('/') ? file.startsWith(begin) : file.startsWith(`${begin}.`)))
    .sort((one, other) => other.length - one.length)[0]
  return key === undefined ? undefined : importTable[key]
}

/** @param {string} file */
function isAside(file) {
  return neverFromTheProduct.some((folder) => file.startsWith(`${folder}/`)) || !file.includes('/')
}

/**
 * `runs/types` for a file of ours, `@temporalio/client` for a package, `node` for Node's own modules.
 * @param {string} file
 * @param {string} specifier
 */
function targetOf(file, specifier) {
  if (specifier.startsWith('node:')) return 'node'
  if (specifier.startsWith('.')) return new URL(specifier, `file:///${file}`).pathname.slice(1).replace(/\.(js|ts|mjs|json)$/, '')
  return specifier
}
