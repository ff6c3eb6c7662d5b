import { rmSync } from 'node:fs'
import { run, runBin } from './run.mjs'

/**
 * @typedef {object} Build
 * @property {string} title
 * @property {string} entry      file whose time is the time of the build
 * @property {string} folder     output folder
 * @property {string[]} sources  source files and folders
 * @property {(options?: Parameters<typeof run>[2]) => ReturnType<typeof run>} make
 */

const CLIENT_SOURCES = [
  'src', 'contract', 'static', 'manifest.json', 'pages.json', 'index.html', 'vite.config.ts',
  'scripts/vite-plugins.ts', 'scripts/first-page.ts', 'package-lock.json',
]

/** @type {Record<'h5' | 'mp-weixin' | 'server', Build>} */
export const BUILDS = {
  'h5': {
    title: 'pages for the browser',
    entry: 'dist/build/h5/index.html',
    folder: 'dist/build/h5',
    sources: CLIENT_SOURCES,
    make: options => runBin('uni', ['build'], options),
  },
  'mp-weixin': {
    title: 'mini-program',
    entry: 'dist/build/mp-weixin/app.json',
    folder: 'dist/build/mp-weixin',
    sources: CLIENT_SOURCES,
    make: options => runBin('uni', ['build', '-p', 'mp-weixin'], options),
  },
  'server': {
    title: 'server',
    entry: 'dist/server/main.js',
    folder: 'dist/server',
    sources: ['server', 'contract', 'scripts/build-server.mjs', 'package-lock.json'],
    make: options => run(process.execPath, ['scripts/build-server.mjs'], options),
  },
}

/** @param {Build} build */
export const removeOutput = ({ folder }) => rmSync(folder, { recursive: true, force: true })

const ESCAPE = String.fromCharCode(27)
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g')

/**
 * Lines with warnings in a build's output.
 * @param {string} output
 */
export const warningsIn = output => output.replace(COLOURS, '').split('\n')
  .filter(line => /\bwarn(ing)?s?\b|deprecat|\(!\)|警告/i.test(line))
