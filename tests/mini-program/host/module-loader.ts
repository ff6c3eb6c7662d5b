import { MODULE_PARAMETERS } from '../program.types'
import type { PackageContent } from '../program.types'

/** Values in a module's scope that all modules share. */
export type ModuleScope = Partial<Record<(typeof MODULE_PARAMETERS)[number], unknown>>

interface Loaded { exports: unknown }

/** CommonJS as in WeChat: a module runs once, and a component registers under the path that is running. */
export class ModuleLoader {
  private readonly loaded = new Map<string, Loaded>()
  private readonly modules = new Map<string, PackageContent['modules'][string]>()
  private readonly scope: ModuleScope
  private running: string[] = []

  constructor(scope: ModuleScope) {
    this.scope = scope
  }

  addPackage(modules: PackageContent['modules']): void {
    for (const [path, run] of Object.entries(modules)) this.modules.set(path, run)
  }

  /** Path of the page or component whose file is running; `Component()` registers under it. */
  get registering(): string {
    return this.running[0] ?? ''
  }

  /** Runs the file of a page, a component or the app. */
  runEntry(path: string): void {
    const outer = this.running
    this.running = [path]
    try {
      this.require(path)
    } finally {
      this.running = outer
    }
  }

  /** Paths of all modules that have run. */
  ran(): string[] {
    return [...this.loaded.keys()]
  }

  private require(path: string): unknown {
    const known = this.loaded.get(path)
    if (known) return known.exports
    const run = this.modules.get(path)
    if (!run) throw new Error(`module '${path}.js' is not defined`)
    const module: Loaded = { exports: {} }
    this.loaded.set(path, module)
    this.running.push(path)
    try {
      const names: ModuleScope = {
        ...this.scope,
        require: (target: string) => this.require(resolvePath(path, target)),
        module,
        exports: module.exports,
      }
      run.call(undefined, ...MODULE_PARAMETERS.map(name => names[name]))
    } finally {
      this.running.pop()
    }
    return module.exports
  }
}

/** Resolves `../common/vendor.js` relative to `pages/me/me`, without the extension. */
export function resolvePath(from: string, target: string): string {
  const base = target.startsWith('/') ? target : new URL(target, `file:///${from}`).pathname
  return base.slice(1).replace(/\.js$/, '')
}
