/**
 * Compiles a build as WeChat's uploader does, without WeChat: `node compile.cjs BUILD OUTPUT`, forked, writes what would be
 * uploaded into the folder OUTPUT and tells its parent `{}`, or `{ problem }`. A process of its own: it prints, starts
 * others and holds on to them.
 */
const { mkdirSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const ci = require('miniprogram-ci')

const [, , build, output] = process.argv
/** Whose it is does not matter to the compiler. */
const APP_ID = 'wx0000000000000000'
/** Nothing but loopback: what it would ask of WeChat it does without when nobody answers. */
const NOBODY = 'http://127.0.0.1:9'
/** What DevTools does on upload with project.config.json as uni-app writes it. */
const SETTING = { es6: true, minify: true, minifyWXML: true, minifyWXSS: true }
/** A second one takes as long on two cores, and one core from whatever else runs. */
const THREADS = 1

/** @param {object} said */
const tell = said => process.send(said, () => process.exit(0))

async function compile() {
  ci.proxy(NOBODY)
  const project = new ci.Project({ appid: APP_ID, type: 'miniProgram', projectPath: build, privateKey: 'none', ignores: [] })
  project.attr = async () => ({ ...ci.DefaultProjectAttr, appid: APP_ID })
  const files = await ci.getCompiledResult({ project, version: '1.0.0', setting: SETTING, threads: THREADS, onProgressUpdate: () => {} })
  for (const [path, content] of Object.entries(files)) {
    const file = join(output, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}

compile().then(() => tell({}), error => tell({ problem: [error.path, error.message].filter(Boolean).join(': ') }))
