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
    const names = readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    return names.map(name => join(folder, name))
  } catch {
    return []
  }
}

function findChromium() {
  return [
    process.env.KAIKE_CHROMIUM, process.env.CHROMIUM_PATH,
    onPath('chromium'), onPath('chromium-browser'), onPath('google-chrome'), onPath('google-chrome-stable'),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find(isExecutable)
}

const findFirefox = () => [
  process.env.KAIKE_FIREFOX, onPath('firefox-esr'), onPath('firefox'),
  '/Applications/Firefox.app/Contents/MacOS/firefox',
].find(isExecutable)

/** Debian and Fedora install MiniBrowser beside WebKit's library, not on PATH. */
function findMiniBrowser() {
  const multiarch = foldersIn('/usr/lib').filter(path => path.endsWith('-linux-gnu'))
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/libexec', ...multiarch]
  const apis = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']
  return libraries.flatMap(folder => apis.map(api => join(folder, api, 'MiniBrowser'))).find(isExecutable)
}

/** WebKitGTK exists for Linux only: on other systems it is not missing. Its decoders are plug-ins of GStreamer. */
function findWebKit() {
  if (process.platform !== 'linux') return 'not for this system'
  const elements = ['avdec_h264', 'avdec_aac', 'hlsdemux', 'tsdemux', 'autoaudiosink']
  const browser = onPath('WebKitWebDriver') && findMiniBrowser()
  return browser && hasGstreamerElements(elements) ? browser : undefined
}

const onLinux = (/** @type {string} */ name) => process.platform === 'linux' ? onPath(name) : 'not for this system'

/** Folder of PostgreSQL's programs. Debian installs them outside PATH, in one folder per version. */
function findPostgres() {
  const initdb = onPath('initdb')
  return [
    ...foldersIn('/usr/lib/postgresql').map(version => join(version, 'bin')),
    ...foldersIn('/opt/homebrew/opt').filter(path => path.includes('/postgresql')).map(path => join(path, 'bin')),
    ...(initdb ? [join(initdb, '..')] : []),
  ].find(folder => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')))
}

/**
 * Checks each element, because the elements belong to several packages.
 * @param {readonly string[]} elements
 */
function hasGstreamerElements(elements) {
  const inspect = onPath('gst-inspect-1.0')
  if (!inspect) return false
  try {
    for (const element of elements) execFileSync(inspect, ['--exists', element], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function findGstreamer() {
  const launch = onPath('gst-launch-1.0')
  return launch && hasGstreamerElements(['rtmp2sink', 'rtmpsink', 'flvmux', 'souphttpsrc']) ? launch : undefined
}

/** The name of a font with Chinese characters: without one, pictures of pages show boxes. */
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

/**
 * @typedef {'chromium' | 'firefox' | 'webkit' | 'xvfb' | 'pulseaudio' | 'ffmpeg' | 'gstreamer' | 'rtmpdump'
 *   | 'postgres' | 'font'} ToolName
 */

/**
 * Programs and fonts of the tests besides Node.
 * @type {Record<ToolName, Tool>}
 */
export const TOOLS = {
  chromium: {
    title: 'Chromium',
    find: findChromium,
    packages: { debian: 'chromium', fedora: 'chromium', macos: 'chromium' },
  },
  firefox: {
    title: 'Firefox',
    find: findFirefox,
    packages: { debian: 'firefox-esr', fedora: 'firefox', macos: 'firefox' },
  },
  webkit: {
    title: 'WebKitGTK with its WebDriver, and GStreamer\'s decoders for it',
    find: findWebKit,
    packages: {
      debian: 'webkit2gtk-driver gstreamer1.0-tools gstreamer1.0-libav'
        + ' gstreamer1.0-plugins-good gstreamer1.0-plugins-bad',
      fedora: 'webkitgtk6.0 gstreamer1-plugin-libav gstreamer1-plugins-good gstreamer1-plugins-bad-free',
      macos: '',
    },
  },
  xvfb: {
    title: 'Xvfb',
    find: () => onLinux('Xvfb'),
    packages: { debian: 'xvfb', fedora: 'xorg-x11-server-Xvfb', macos: '' },
  },
  pulseaudio: {
    title: 'PulseAudio',
    find: () => onLinux('pulseaudio'),
    packages: { debian: 'pulseaudio', fedora: 'pulseaudio', macos: '' },
  },
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
  rtmpdump: {
    title: 'rtmpdump',
    find: () => onPath('rtmpdump'),
    packages: { debian: 'rtmpdump', fedora: 'rtmpdump', macos: 'rtmpdump' },
  },
  postgres: {
    title: 'PostgreSQL',
    find: findPostgres,
    packages: { debian: 'postgresql', fedora: 'postgresql-server postgresql-contrib', macos: 'postgresql@17' },
  },
  font: {
    title: 'a font with Chinese characters',
    find: findChineseFont,
    packages: {
      debian: 'fontconfig fonts-noto-cjk',
      fedora: 'google-noto-sans-cjk-fonts',
      macos: 'font-noto-sans-cjk',
    },
  },
}

/** @param {readonly ToolName[]} names */
export const missingTools = names => names.filter(name => !TOOLS[name].find())

/** @param {readonly ToolName[]} names */
export const debianPackages = names => names.flatMap(name => TOOLS[name].packages.debian.split(' '))

/**
 * The commands to install the missing tools by hand.
 * @param {readonly ToolName[]} names
 */
export function adviceFor(names) {
  const list = (/** @type {'debian' | 'fedora' | 'macos'} */ system) =>
    names.map(name => TOOLS[name].packages[system]).filter(Boolean).join(' ')
  const missing = names.map(name => TOOLS[name].title).join(', ')
  return [
    `Missing: ${missing}. Install ${names.length > 1 ? 'them' : 'it'} and run npm test again:`,
    `  Debian, Ubuntu:  sudo apt-get install -y ${list('debian')}`,
    `  Fedora:          sudo dnf install ${list('fedora')}`,
    `  macOS:           brew install ${list('macos')}`,
    ...(names.includes('ffmpeg') ? ['On Fedora take ffmpeg from RPM Fusion: the tests encode with libx264.'] : []),
    ...(names.includes('firefox') ? ['A Firefox elsewhere: set KAIKE_FIREFOX to its path.'] : []),
    ...(names.includes('chromium') ? ['A Chromium or Chrome elsewhere: set KAIKE_CHROMIUM to its path.'] : []),
  ].join('\n')
}
