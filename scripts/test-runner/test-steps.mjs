import { binaries, buildStep, nodeScript, vitest, withWechatCompiler } from './steps.mjs'

/** Cache of earlier results; `npm ci` removes it. */
const CACHE = 'node_modules/.cache/kaike'

/** @param {string} name name of the compiler's file */
const buildInfo = name => ['--incremental', '--tsBuildInfoFile', `${CACHE}/${name}.tsbuildinfo`]

/**
 * All steps of `npm test`, in the order of their start: the longest are early. Two cores run them in parallel.
 * @type {readonly import('./steps.mjs').Step[]}
 */
export const STEPS = [
  buildStep('mp-weixin'),
  buildStep('server'),
  buildStep('h5'),
  {
    name: 'mini-program',
    title: 'The mini-program, executed',
    tools: ['chromium', 'ffmpeg', 'font'],
    needs: ['build:mp-weixin', 'build:server'],
    run: withWechatCompiler(vitest(['mini-program'])),
  },
  {
    name: 'unit',
    title: 'Unit and integration tests',
    tools: ['ffmpeg', 'gstreamer', 'rtmpdump', 'postgres'],
    run: vitest(['client', 'server']),
  },
  {
    name: 'sizes',
    title: 'Sizes of the mini-program',
    needs: ['build:mp-weixin'],
    run: nodeScript('scripts/check-sizes.mjs'),
  },
  {
    name: 'typecheck',
    title: 'Types',
    run: binaries(({ isDaily }) => [
      ['vue-tsc', '--noEmit', '-p', 'tsconfig.json', ...isDaily ? buildInfo('client') : []],
      ['tsc', '--noEmit', '-p', 'tsconfig.server.json', ...isDaily ? buildInfo('server') : []],
      ['tsc', '--noEmit', '-p', 'tests/tsconfig.json', ...isDaily ? buildInfo('tests') : []],
    ]),
  },
  {
    name: 'lint',
    title: 'Lint',
    // The cache ignores changes of imported types, which is good enough between two full runs.
    run: binaries(({ isDaily }) => [
      ['eslint', '--max-warnings', '0', ...isDaily ? ['--cache', '--cache-location', `${CACHE}/eslint`] : [], '.'],
    ]),
  },
  {
    name: 'e2e',
    title: 'Builds and whole classes in a browser',
    tools: ['chromium', 'ffmpeg', 'postgres', 'font'],
    needs: ['build:h5', 'build:mp-weixin', 'build:server'],
    // Encoders, a server and a browser run in real time.
    cores: 2,
    run: vitest(['e2e']),
  },
  {
    name: 'browsers',
    title: 'Whole classes in Firefox and WebKit',
    tools: ['firefox', 'webkit', 'xvfb', 'pulseaudio', 'chromium', 'ffmpeg'],
    needs: ['build:h5', 'build:server'],
    cores: 2,
    async run(options) {
      if (process.platform !== 'linux') console.log('WebKitGTK is for Linux only: Firefox alone is tested here.')
      return vitest(['browsers'])(options)
    },
  },
]
