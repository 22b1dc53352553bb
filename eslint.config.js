// Lint: type-checked rules, the import table, and the few rules of the house that a machine can check.
import { relative, sep } from 'node:path'
import js from '@eslint/js'
import tseslint from 'typescript-eslint'
import { forbiddenImport } from './test/repository/import-table.mjs'
import { workflowRules } from './test/repository/workflow-rules.mjs'

const root = import.meta.dirname

/** The import table of ARCHITECTURE.md; its messages are its own words. */
const importTable = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{words}}' } },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/')
    const check = (node, isType) => {
      if (typeof node.source?.value !== 'string') return
      const words = forbiddenImport({ file, specifier: node.source.value, isType })
      if (words) context.report({ node, messageId: 'forbidden', data: { words } })
    }
    return {
      ImportDeclaration: (node) => check(node, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, false),
      TSImportType: (node) => check(node, true),
    }
  },
}

const nodeGlobals = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'URL',
    'URLSearchParams',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'process',
    'setInterval',
    'setTimeout',
  ].map((name) => [name, 'readonly']),
)

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/', '.workbot/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { workbot: { rules: { 'import-table': importTable } } },
    rules: {
      'workbot/import-table': 'error',
      'max-lines': ['error', { max: 300 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a literal union.' },
        {
          selector: 'MemberExpression[object.name="process"][property.name="env"]',
          message: 'Only config.ts reads the environment; take what you need as an argument.',
        },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      // A recipe takes its context apart, as factories do their deps; there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // `value as Type` says which type; `!` is forbidden.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // "Is it there, and is it this" reads best as two questions.
      '@typescript-eslint/prefer-optional-chain': 'off',
      // botbuilder takes plain objects for its classes, and `[Input] extends [void]` is an action without input.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Type arguments at `query<Row>(...)` name what a statement gives; TypeScript can't infer that.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // A function that is async by its interface needs no await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An empty string is most often nothing said: `name || 'any'`.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // noPropertyAccessFromIndexSignature's way of writing an index signature: brackets say that the key may be missing.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      'no-console': 'error',
    },
  },
  { files: ['workflows/**/*.ts'], ...workflowRules },
  { files: ['config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['settings/cli.ts', 'migrations/migrate.ts'], rules: { 'no-console': 'off' } },
  { files: ['sandbox/**', 'test/**', 'bench/**'], rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' } },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Bodies that a test reads are checked by its assertions.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  // What must not compile has no type.
  { files: ['test/**/*.types.ts'], rules: { '@typescript-eslint/no-unsafe-call': 'off', '@typescript-eslint/no-unsafe-return': 'off' } },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.disableTypeChecked], languageOptions: { globals: nodeGlobals } },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { ...nodeGlobals, require: 'readonly', module: 'writable' } },
  },
)
