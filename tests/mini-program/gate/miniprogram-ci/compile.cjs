/**
 * Compiles a build as WeChat's uploader does, offline. `node compile.cjs BUILD OUTPUT`, when forked, writes the upload
 * into the folder OUTPUT and sends `{}` or `{ problem }` to its parent. It is a separate process because the compiler
 * prints, starts other processes and keeps them.
 */
const { mkdirSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const ci = require('miniprogram-ci')

const [, , build, output] = process.argv
/** The compiler accepts any app id. */
const APP_ID = 'wx0000000000000000'
/** Only loopback: the compiler works without WeChat's answers. */
const UNREACHABLE_PROXY = 'http://127.0.0.1:9'
/** Settings of DevTools for an upload with the project.config.json that uni-app writes. */
const SETTING = { es6: true, minify: true, minifyWXML: true, minifyWXSS: true }
/** A second thread saves no time on two cores and slows other processes. */
const THREADS = 1

/** @param {object} result */
const send = result => process.send(result, () => process.exit(0))

async function compile() {
  ci.proxy(UNREACHABLE_PROXY)
  const project = new ci.Project({
    appid: APP_ID, type: 'miniProgram', projectPath: build, privateKey: 'none', ignores: [],
  })
  project.attr = async () => ({ ...ci.DefaultProjectAttr, appid: APP_ID })
  const files = await ci.getCompiledResult({
    project, version: '1.0.0', setting: SETTING, threads: THREADS, onProgressUpdate: () => {},
  })
  for (const [path, content] of Object.entries(files)) {
    const file = join(output, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}

compile().then(() => send({}), error => send({ problem: [error.path, error.message].filter(Boolean).join(': ') }))
