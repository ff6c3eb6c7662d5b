import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { mutantPlugin } from './tests/faults/mutations/plugin'

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const alias = { '@contract': root('./contract'), '@': root('./src') }
const UNI_TAGS = new Set([
  'view', 'text', 'image', 'button', 'input', 'textarea', 'picker', 'scroll-view', 'swiper', 'swiper-item',
  'form', 'label', 'switch', 'slider', 'navigator', 'live-player', 'live-pusher', 'cover-view', 'block',
])

export default defineConfig({
  test: {
    // With Vitest's default, one of two cores would be idle most of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    poolOptions: {
      // Threads run the client's tests only.
      threads: { isolate: false },
      // PGlite is 9 MB of WebAssembly: optimising it takes longer than a test file on the baseline compiler's code.
      forks: { execArgv: ['--liftoff-only'] },
    },
    projects: [
      {
        plugins: [
          mutantPlugin(),
          vue({ template: { compilerOptions: { isCustomElement: tag => UNI_TAGS.has(tag) } } }),
        ],
        resolve: { alias: { ...alias, '@dcloudio/uni-app': root('./tests/support/client/uni-app.ts') } },
        define: { __KAIKE_VERSION__: '"test"', __WAITING_IMAGE_MD5__: '"d41d8cd98f00b204e9800998ecf8427e"' },
        css: { preprocessorOptions: { scss: { api: 'modern-compiler', silenceDeprecations: ['legacy-js-api'] } } },
        test: {
          name: 'client',
          include: ['src/**/*.test.ts', 'contract/**/*.test.ts'],
          environment: 'happy-dom',
          // A process and a DOM per file takes six times as long as the tests; the setup resets the modules per file.
          setupFiles: ['tests/support/client/fresh-modules.ts'],
          pool: 'threads',
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'server',
          include: ['{server,scripts,tests/faults,tests/bench,tests/fuzz,tests/support}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'e2e',
          include: ['tests/{e2e,builds}/**/*.test.ts'],
          environment: 'node',
          // Files run in parallel: each has its own server, ports, data folder and browsers, and mostly waits.
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'browsers',
          include: ['tests/browsers/**/*.test.ts'],
          // WebKitGTK exists for Linux only.
          exclude: process.platform === 'linux' ? [] : ['tests/browsers/webkit*.test.ts'],
          globalSetup: ['tests/browsers/school.setup.ts'],
          environment: 'node',
          pool: 'forks',
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'mini-program',
          include: ['tests/mini-program/**/*.test.ts'],
          globalSetup: ['tests/mini-program/journeys/school.setup.ts'],
          environment: 'node',
          pool: 'forks',
          poolOptions: { forks: { singleFork: true } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
