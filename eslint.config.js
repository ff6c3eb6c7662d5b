import stylistic from '@stylistic/eslint-plugin'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { boundBooleans } from './scripts/lint/bound-booleans.js'
import { importDirection } from './scripts/lint/import-direction.js'

const OUTPUT = [
  'dist/', 'data/', 'coverage/', 'unpackage/', 'node_modules/', 'tests/output/', 'src/static/',
  'server/kernel/db/migrations/',
]
const TESTS = ['**/*.test.ts', 'tests/**/*.ts']

const TABLES = [
  'src/**/messages.ts', 'src/features/codes/*.ts', 'src/ui/display/icons.ts', 'tests/faults/mutations/*.ts',
  'contract/*/errors.ts',
]

const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'An enum cannot carry its meaning: use a table with `as const`.',
}
/** Constructors excepted: `#constructor` does not exist. */
const HASH_PRIVATE = {
  selector: ':matches(PropertyDefinition, MethodDefinition[kind!="constructor"], TSParameterProperty)[accessibility=/private|protected/]',
  message: 'Private members are written `#name`: they are private at run time as well.',
}
const ONE_HTTP_CALLER = {
  selector: 'MemberExpression[object.name=/^(uni|wx)$/][property.name="request"]',
  message: 'src/http/http.ts is the only caller of uni.request: use `api` from it.',
}
const PURE = 'This layer is pure: pass the value in, so that it runs on every platform and in tests.'

export default defineConfig(
  { ignores: OUTPUT },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },

  stylistic.configs.customize({ semi: false, quotes: 'single', indent: 2, braceStyle: '1tbs' }),
  {
    rules: {
      '@stylistic/arrow-parens': ['error', 'as-needed'],
      '@stylistic/quote-props': 'off',
      '@stylistic/max-statements-per-line': 'off',
      '@stylistic/multiline-ternary': 'off',
      '@stylistic/member-delimiter-style': ['error', {
        multiline: { delimiter: 'none' },
        singleline: { delimiter: 'comma' },
      }],
      '@stylistic/operator-linebreak': ['error', 'before', { overrides: { '=': 'after' } }],
      '@stylistic/quotes': ['error', 'single', { avoidEscape: true }],
      '@stylistic/max-len': ['error', {
        code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true,
      }],
      'eqeqeq': 'error',
    },
  },

  {
    files: ['**/*.{ts,vue}'],
    extends: [tseslint.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', NO_ENUM],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeCheckedOnly],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.server.json', 'tests/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Modules are objects of functions without `this` and may be destructured.
      '@typescript-eslint/unbound-method': 'off',
      // `return stop()` is allowed as an early return.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Generic readers, `read<T>(): T`, take the type at the call.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', {
        allowNumber: true,
        allow: ['Error', 'URL', 'URLSearchParams'],
      }],
      // `[...text]` is intended: it splits by code point.
      '@typescript-eslint/no-misused-spread': 'off',
      // Handlers are async by their interface, with or without `await`.
      '@typescript-eslint/require-await': 'off',
    },
  },

  { files: ['**/*.vue'], extends: [vue.configs['flat/recommended']] },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // The compiler and uni check the tags; TypeScript checks the names.
      'no-undef': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      // WeChat's only attribute in camel case.
      'vue/attribute-hyphenation': ['error', 'always', { ignore: ['enableVideoCustomRender'] }],
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-closing-bracket-newline': ['error', { singleline: 'never', multiline: 'always' }],
      'vue/html-self-closing': ['error', { html: { void: 'any', normal: 'always', component: 'always' } }],
      // The types already tell that absent optional props are undefined.
      'vue/require-default-prop': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },

  {
    files: ['src/**', 'contract/**', 'server/**', 'tests/**', 'scripts/**'],
    plugins: { kaike: { rules: { 'import-direction': importDirection } } },
    rules: { 'kaike/import-direction': 'error' },
  },
  {
    files: ['src/**/*.vue'],
    plugins: { 'kaike-template': { rules: { 'bound-booleans': boundBooleans } } },
    rules: { 'kaike-template/bound-booleans': 'error' },
  },
  { files: ['src/**', 'server/**'], rules: { 'no-console': 'error' } },
  { files: ['server/main.ts', 'server/banner.ts', 'src/platform/log.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/**'],
    ignores: ['src/http/http.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_ENUM, HASH_PRIVATE, ONE_HTTP_CALLER] },
  },
  { files: ['server/**', 'src/http/http.ts'], rules: { 'no-restricted-syntax': ['error', NO_ENUM, HASH_PRIVATE] } },
  {
    files: ['src/features/*/rules/**', 'src/features/codes/**', 'contract/**'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': [
        'error', ...['uni', 'wx', 'window', 'document', 'process'].map(name => ({ name, message: PURE })),
      ],
    },
  },

  {
    files: TESTS,
    rules: {
      // Tests read answers from JSON as `any` and assert on each field.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  // Tables of texts, codes and mutants: one row is one line. A template holds words that cannot be split.
  { files: TABLES, rules: { '@stylistic/max-len': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } },
  // An old Node must be able to parse these files, so that it can print that it is too old.
  {
    files: ['scripts/{start,dev,test,test-long}.mjs', 'scripts/lib/require-node.mjs'],
    languageOptions: { ecmaVersion: 2020 },
  },
)
