import { execFileSync } from 'node:child_process'
import { accessSync, constants, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @param {string | undefined} path */
function isExecutable(path) {
  try {
    accessSync(path ?? '', constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} name */
const onPath = name => (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name)).find(isExecutable)

/** @param {string} folder */
function foldersIn(folder) {
  try {
    return readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).map(name => join(folder, name))
  } catch {
    return []
  }
}

function findChromium() {
  return [
    process.env.KAIKE_CHROMIUM, process.env.CHROMIUM_PATH,
    onPath('chromium'), onPath('chromium-browser'), onPath('google-chrome'), onPath('google-chrome-stable'),
    '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find(isExecutable)
}

/** Folder of PostgreSQL's programs: Debian keeps them off PATH, one folder a version. */
function findPostgres() {
  const initdb = onPath('initdb')
  return [
    ...foldersIn('/usr/lib/postgresql').map(version => join(version, 'bin')),
    ...foldersIn('/opt/homebrew/opt').filter(path => path.includes('/postgresql')).map(path => join(path, 'bin')),
    ...(initdb ? [join(initdb, '..')] : []),
  ].find(folder => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')))
}

/** The program alone says nothing: each element is in one of several packages. */
function findGstreamer() {
  const launch = onPath('gst-launch-1.0')
  const inspect = onPath('gst-inspect-1.0')
  if (!launch || !inspect) return undefined
  try {
    for (const element of ['rtmp2sink', 'rtmpsink', 'flvmux', 'souphttpsrc']) execFileSync(inspect, ['--exists', element], { stdio: 'ignore' })
    return launch
  } catch {
    return undefined
  }
}

/** The system's name for a font with Chinese characters: without one, pictures of pages show boxes. */
function findChineseFont() {
  if (process.platform === 'darwin') return 'PingFang SC'
  try {
    return execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).split('\n')[0] || undefined
  } catch {
    return undefined
  }
}

/**
 * @typedef {object} Tool
 * @property {string} title
 * @property {() => string | undefined} find
 * @property {Record<'debian' | 'fedora' | 'macos', string>} packages  names for apt-get, dnf and Homebrew
 */

/** What the tests run beside Node. @type {Record<'chromium' | 'ffmpeg' | 'gstreamer' | 'rtmpdump' | 'postgres' | 'font', Tool>} */
export const TOOLS = {
  chromium: { title: 'Chromium', find: findChromium, packages: { debian: 'chromium', fedora: 'chromium', macos: 'chromium' } },
  ffmpeg: {
    title: 'ffmpeg',
    find: () => onPath('ffprobe') && onPath('ffmpeg'),
    packages: { debian: 'ffmpeg', fedora: 'ffmpeg', macos: 'ffmpeg' },
  },
  gstreamer: {
    title: 'GStreamer with its RTMP plug-ins',
    find: findGstreamer,
    packages: {
      debian: 'gstreamer1.0-tools gstreamer1.0-plugins-good gstreamer1.0-plugins-bad',
      fedora: 'gstreamer1-plugins-good gstreamer1-plugins-bad-free gstreamer1-plugins-bad-free-extras',
      macos: 'gstreamer',
    },
  },
  rtmpdump: { title: 'rtmpdump', find: () => onPath('rtmpdump'), packages: { debian: 'rtmpdump', fedora: 'rtmpdump', macos: 'rtmpdump' } },
  postgres: {
    title: 'PostgreSQL',
    find: findPostgres,
    packages: { debian: 'postgresql', fedora: 'postgresql-server postgresql-contrib', macos: 'postgresql@17' },
  },
  font: {
    title: 'a font with Chinese characters',
    find: findChineseFont,
    packages: { debian: 'fontconfig fonts-noto-cjk', fedora: 'google-noto-sans-cjk-fonts', macos: 'font-noto-sans-cjk' },
  },
}

/** @typedef {keyof typeof TOOLS} ToolName */

/** @param {readonly ToolName[]} names */
export const missingTools = names => names.filter(name => !TOOLS[name].find())

/** @param {readonly ToolName[]} names */
export const debianPackages = names => names.flatMap(name => TOOLS[name].packages.debian.split(' '))

/**
 * What to type where the missing tools cannot be installed by us.
 * @param {readonly ToolName[]} names
 */
export function adviceFor(names) {
  const list = (/** @type {'debian' | 'fedora' | 'macos'} */ system) => names.map(name => TOOLS[name].packages[system]).join(' ')
  const missing = names.map(name => TOOLS[name].title).join(', ')
  return [
    `Missing: ${missing}. Install ${names.length > 1 ? 'them' : 'it'} and run npm test again:`,
    `  Debian, Ubuntu:  sudo apt-get install -y ${list('debian')}`,
    `  Fedora:          sudo dnf install ${list('fedora')}`,
    `  macOS:           brew install ${list('macos')}`,
    ...(names.includes('ffmpeg') ? ['On Fedora take ffmpeg from RPM Fusion: the tests encode with libx264.'] : []),
    ...(names.includes('chromium') ? ['A Chromium or Chrome elsewhere: set KAIKE_CHROMIUM to its path.'] : []),
  ].join('\n')
}
