import postcss from 'postcss'
import type { AtRule, Rule } from 'postcss'
import selectorParser from 'postcss-selector-parser'
import { browserTag } from '../program.types'

/** The screen is 750 rpx wide. */
const RPX = /(-?\d*\.?\d+)rpx\b/g
/** A page's height is the screen without its bars; the host sets this variable to a hundredth of it, in pixels. */
const VH = /(-?\d*\.?\d+)vh\b/g
const IMPORT = /^\s*["']([^"']+)["']/

export interface Wxss {
  /** Includes the style sheet's path in the build, or undefined where `@import` names no file. */
  source: string
  path: string
  /** Undefined for pages and `app.wxss`. */
  scope: string | undefined
  readFile: (path: string) => string
}

const toBrowserUnits = (value: string): string => value
  .replace(RPX, (_, amount: string) => `calc(${amount} * 100vw / 750)`)
  .replace(VH, (_, amount: string) => `calc(${amount} * var(--wx-vh, 1vh))`)

/** Prefixes classes with the component's scope, maps tags to the host's elements and `:host` to the component. */
function scopeSelectors(scope: string | undefined): (selector: string) => string {
  const processor = selectorParser(root => {
    root.walk(node => {
      if (node.type === 'tag') node.value = browserTag(node.value)
      else if (scope !== undefined && node.type === 'class') node.value = `${scope}--${node.value}`
      else if (node.type === 'pseudo' && node.value === ':host') {
        const host = { attribute: 'wx-host', operator: '=', value: scope ?? '', quoteMark: '"', raws: {} } as const
        node.replaceWith(selectorParser.attribute(host))
      }
    })
  })
  return selector => processor.processSync(selector)
}

const isKeyframe = (rule: Rule): boolean =>
  rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name)

/** Converts a style sheet of the build for the browser. */
export function toBrowserStyles({ source, path, scope, readFile }: Wxss): string {
  const root = postcss.parse(source, { from: path })
  const rescope = scopeSelectors(scope)
  root.walkAtRules('import', rule => {
    const [, target] = IMPORT.exec(rule.params) ?? []
    if (target === undefined) throw rule.error('An @import without a path')
    const imported = target.startsWith('/') ? target.slice(1) : new URL(target, `file:///${path}`).pathname.slice(1)
    rule.replaceWith(postcss.parse(toBrowserStyles({ source: readFile(imported), path: imported, scope, readFile })))
  })
  root.walkRules(rule => {
    if (!isKeyframe(rule)) rule.selector = rescope(rule.selector)
  })
  root.walkDecls(declaration => {
    declaration.value = toBrowserUnits(declaration.value)
  })
  return root.toString()
}
