import { MODULE_PARAMETERS, styleScopeOf } from '../program.types'
import type { Program } from '../program.types'
import { filesOf, pagesOf } from './build-files'
import type { BuildFiles } from './build-files'
import { compileTemplates } from './wxml'
import { toBrowserStyles } from './wxss'

const LIGHT_ONLY: Program['theme'] = { light: {}, dark: {} }
/** Configuration of the project, not of a page. */
const NO_PAGE = new Set(['app', 'project.config', 'theme', 'sitemap'])

export interface Bundle {
  program: Program
  /** URL path → script of that package. */
  scripts: ReadonlyMap<string, string>
}

const entries = (values: ReadonlyMap<string, string>): string =>
  [...values].map(([path, code]) => `${JSON.stringify(path)}: ${code}`).join(',\n')

/** Converts a build into scripts for a browser, one per package, so that subpackages load on demand. */
export function bundleProgram(build: BuildFiles): Bundle {
  const pages = new Set(pagesOf(build.app))
  const modules = filesOf(build, '.js')
  const wxml = filesOf(build, '.wxml')
  const configs = filesOf(build, '.json')
  const styles = new Map([...filesOf(build, '.wxss')].map(([path, source]) => [path, toBrowserStyles({
    source,
    path: `${path}.wxss`,
    scope: path === 'app' || pages.has(path) ? undefined : styleScopeOf(path),
    readFile: build.read,
  })]))

  const roots = ['', ...(build.app.subPackages ?? []).map(({ root }) => root.replace(/\/$/, ''))]
  const packages = roots.map(root => {
    const mine = (files: ReadonlyMap<string, string>) =>
      new Map([...files].filter(([path]) => build.packageOf(path) === root))
    const wrapped = new Map([...mine(modules)].map(([path, code]) =>
      [path, `function (${MODULE_PARAMETERS.join(', ')}) {${code}\n}`]))
    const quoted = new Map([...mine(styles)].map(([path, css]) => [path, JSON.stringify(css)]))
    const pageConfigs = new Map([...mine(configs)].filter(([path]) => !NO_PAGE.has(path)))
    return {
      root,
      url: `/package/${root === '' ? 'main' : styleScopeOf(root)}.js`,
      bytes: build.paths.filter(path => build.packageOf(path) === root)
        .reduce((sum, path) => sum + build.bytes(path), 0),
      script: `__kaikePackage(${JSON.stringify(root)}, {\n`
        + `modules: {${entries(wrapped)}},\n`
        + `templates: ${compileTemplates(mine(wxml))},\n`
        + `styles: {${entries(quoted)}},\n`
        + `configs: {${entries(pageConfigs)}},\n})`,
    }
  })
  const theme = configs.get('theme')
  return {
    program: {
      app: build.app,
      theme: theme === undefined ? LIGHT_ONLY : JSON.parse(theme) as Program['theme'],
      packages: packages.map(({ root, url, bytes }) => ({ root, url, bytes })),
    },
    scripts: new Map(packages.map(({ url, script }) => [url, script])),
  }
}
