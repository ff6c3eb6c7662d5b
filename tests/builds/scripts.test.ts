import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { budgetRows, packageSizes } from '../../scripts/check-sizes.mjs'
import { warningsIn } from '../../scripts/lib/builds.mjs'
import { isOutdated } from '../../scripts/lib/freshness.mjs'
import { installProblem } from '../../scripts/lib/installed.mjs'
import { run } from '../../scripts/lib/run.mjs'
import { adviceFor } from '../../scripts/test-runner/tools.mjs'
import { WECHAT_COMPILER } from '../../scripts/test-runner/wechat-compiler.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaike-scripts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text = '', changedAtSeconds = 1000): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  utimesSync(file, changedAtSeconds, changedAtSeconds)
  utimesSync(join(file, '..'), 1000, 1000)
  return file
}

describe('a build is outdated', () => {
  const sources = () => [join(folder, 'src')]

  test('if it is missing', () => {
    write('src/a.ts')
    expect(isOutdated(join(folder, 'out.js'), sources())).toBe(true)
  })

  test('if a source in any folder is newer', () => {
    const output = write('out.js', '', 2000)
    write('src/deep/a.ts', '', 1500)
    utimesSync(join(folder, 'src'), 1000, 1000)
    expect(isOutdated(output, sources())).toBe(false)
    write('src/deep/a.ts', '', 2500)
    expect(isOutdated(output, sources())).toBe(true)
  })

  test('but not if a test or document beside the sources is newer', () => {
    const output = write('out.js', '', 2000)
    write('src/a.test.ts', '', 3000)
    write('src/notes.md', '', 3000)
    expect(isOutdated(output, sources())).toBe(false)
  })

  test('if a source was removed', () => {
    const output = write('out.js', '', 2000)
    write('src/a.ts')
    utimesSync(join(folder, 'src'), 3000, 3000)
    expect(isOutdated(output, sources())).toBe(true)
  })
})

test.each([
  ['▲ \u001B[33m[WARNING]\u001B[0m Duplicate key', 1],
  ['Deprecation Warning [import]: Sass @import rules are deprecated', 1],
  ['(!) Some chunks are larger than 500 kB', 1],
  ['警告：未使用的组件', 1],
  ['DONE  Build complete.\n212 modules transformed', 0],
])('warnings in a build\'s output: %j', (output, count) => {
  expect(warningsIn(output)).toHaveLength(count)
})

test('the sizes of a mini-program\'s packages follow the roots in its app.json', () => {
  write('app.json', JSON.stringify({ subPackages: [{ root: 'pages/teacher/' }, { root: 'pages/admin' }] }))
  write('common/vendor.js', 'x'.repeat(700_000))
  write('pages/teacher/broadcast.js', 'x'.repeat(30))
  write('pages/admin/day.js', 'x'.repeat(20))
  write('pages/administration.js', 'x'.repeat(5))
  const sizes = packageSizes(folder)
  expect(sizes.get('pages/teacher')).toBe(30)
  expect(sizes.get('pages/admin')).toBe(20)
  const [main, ...others] = budgetRows(sizes)
  expect(main && main.bytes >= main.limit).toBe(true)
  expect(others.some(({ bytes, limit }) => bytes >= limit)).toBe(false)
  expect(others.at(-1)?.bytes).toBe([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0))
})

describe('installed packages', () => {
  const lock = (version: string) => JSON.stringify({ packages: { '': {}, 'node_modules/ws': { version } } })

  test('that are missing or differ from the lockfile give an error with advice', () => {
    expect(installProblem(folder)).toMatch(/not installed.*npm ci/)
    write('package-lock.json', lock('8.1.0'))
    write('node_modules/.package-lock.json', lock('8.0.0'))
    expect(installProblem(folder)).toMatch(/package-lock\.json.*npm ci/)
  })

  test('that match are accepted without packages for other systems', () => {
    const packages = {
      '': {},
      'node_modules/ws': { version: '8.1.0' },
      'node_modules/win32': { version: '1.0.0', optional: true },
    }
    write('package-lock.json', JSON.stringify({ packages }))
    write('node_modules/.package-lock.json', lock('8.1.0'))
    expect(installProblem(folder)).toBeUndefined()
  })
})

test('a missing tool is named with its packages on every system', () => {
  const advice = adviceFor(['chromium', 'postgres'])
  expect(advice).toMatch(/Missing: Chromium, PostgreSQL/)
  expect(advice).toMatch(/apt-get install -y chromium postgresql$/m)
  expect(advice).toMatch(/dnf install chromium postgresql-server/)
  expect(advice).toMatch(/brew install chromium postgresql/)
  expect(advice).toMatch(/KAIKE_CHROMIUM/)
})

describe('tools that are missing', () => {
  /** Writes a shell script to the only folder on the installer's PATH. */
  const program = (name: string, text: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })

  const ensureFfmpeg = () => run(process.execPath, ['--input-type=module', '-e', `
    import { ensureTools } from ${JSON.stringify(resolve('scripts/test-runner/install-tools.mjs'))}
    console.log('ADVICE', await ensureTools(['ffmpeg']) ?? 'none')
  `], { quiet: true, env: { PATH: folder } })

  test('are installed by apt-get as root on Debian, and only named elsewhere', async () => {
    const made = ['ffmpeg', 'ffprobe'].map(name => `/bin/ln -s /bin/true ${join(folder, name)}`).join('; ')
    program('apt-get', `echo "APT $*"; [ "$1" = install ] && { ${made}; }; true`)
    const { output } = await ensureFfmpeg()
    const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version')
    expect(output.match(/^(APT|ADVICE) .*$/gm)).toEqual(mayInstall
      ? ['APT update', 'APT install -y --no-install-recommends ffmpeg', 'ADVICE none']
      : [expect.stringMatching(/^ADVICE Missing: ffmpeg\./)])
  })

  test('are named with advice if the installation fails', async () => {
    program('apt-get', 'exit 100')
    expect((await ensureFfmpeg()).output).toMatch(/ADVICE Missing: ffmpeg\..*apt-get install -y ffmpeg/s)
  })
})

describe('WeChat\'s compiler', () => {
  const LOCK = `${WECHAT_COMPILER.folder}/package-lock.json`
  const INSTALLED = `${WECHAT_COMPILER.folder}/node_modules/.package-lock.json`
  const lock = (version: string) => JSON.stringify({ packages: { '': {}, 'node_modules/miniprogram-ci': { version } } })

  /** Runs the installer in a repository with nothing but the lockfile, with a shell script as npm. */
  const ensure = (npm: string) => {
    write(LOCK, lock('2.1.42'))
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\necho "NPM $*"; ${npm}\n`, { mode: 0o755 })
    const module = pathToFileURL(resolve('scripts/test-runner/wechat-compiler.mjs')).href
    return run(process.execPath, ['--input-type=module', '-e', `
      import { ensureWechatCompiler } from ${JSON.stringify(module)}
      process.chdir(${JSON.stringify(folder)})
      console.log('ADVICE', await ensureWechatCompiler({}) ?? 'none')
    `], { quiet: true, env: { PATH: `${folder}:/bin:/usr/bin` } })
  }
  const said = async (npm: string) => (await ensure(npm)).output.match(/^(NPM|ADVICE) .*$/gm)

  test('is not installed again if it matches its lockfile', async () => {
    write(INSTALLED, lock('2.1.42'))
    expect(await said('exit 1')).toEqual(['ADVICE none'])
  })

  test('is installed by npm if it is missing or has another version', async () => {
    mkdirSync(join(folder, INSTALLED, '..'), { recursive: true })
    const installs = [`NPM ${WECHAT_COMPILER.command.replace('npm ', '')}`, 'ADVICE none']
    expect(await said(`cp ${LOCK} ${INSTALLED}`)).toEqual(installs)
    write(INSTALLED, lock('2.1.41'))
    expect(await said(`cp ${LOCK} ${INSTALLED}`)).toEqual(installs)
  })

  test('is named with the install command if npm fails', async () => {
    const { output } = await ensure('exit 1')
    expect(output).toContain('ADVICE Missing: miniprogram-ci')
    expect(output).toContain(WECHAT_COMPILER.command)
  })
})

describe('a command', () => {
  test('returns its exit code and its complete output', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3'
    const result = await run(process.execPath, ['-e', script], { quiet: true })
    expect(result).toMatchObject({ status: 3, timedOut: false })
    expect(result.output).toContain('out')
    expect(result.output).toContain('err')
  })

  test('is ended with its child processes at its timeout', async () => {
    const sleeper = 'setTimeout(() => {}, 60_000)'
    const spawned = `spawn(process.execPath, ["-e", ${JSON.stringify(sleeper)}], { stdio: "inherit" })`
    const parent = `require("node:child_process").${spawned}; ${sleeper}`
    // The pipes close only when the grandchild has ended as well.
    const result = await run(process.execPath, ['-e', parent], { quiet: true, timeoutMs: 500 })
    expect(result).toMatchObject({ status: 1, timedOut: true })
  })

  test('that does not exist returns a failure and does not throw', async () => {
    expect(await run('kaike-no-such-command', [], { quiet: true })).toMatchObject({ status: 127 })
  })
})
