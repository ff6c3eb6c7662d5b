import { dirname, posix, relative, resolve, sep } from 'node:path'
import { isClientRules, isPureClientFile } from './client-layers.js'
import { BANNED_IN_RULES, BANNED_PACKAGES, LAYERS, isContractSchemas } from './layers.js'
import { PURE_RULES } from './server-layers.js'

const ROOT = resolve(import.meta.dirname, '../..')
const ALIASES = { '@/': 'src/', '@contract/': 'contract/' }

const toRepoPath = file => relative(ROOT, file).split(sep).join(posix.sep)
const isInside = (path, folder) => path === folder || path.startsWith(`${folder}/`)
const isTest = path => /\.test\.ts$/.test(path)
const rulesOf = path => /^(server\/modules\/[^/]+\/rules)(\/|\.ts$)/.exec(path)?.[1]

/** Repository path of an import; undefined for a package. */
function targetOf(source, importer) {
  if (source.startsWith('.')) return posix.join(dirname(importer), source)
  if (source === '@contract') return 'contract'
  const alias = Object.keys(ALIASES).find(prefix => source.startsWith(prefix))
  return alias && ALIASES[alias] + source.slice(alias.length)
}

function problemWithPackage({ source, importer, typesOnly }) {
  if (isTest(importer)) return undefined
  if (source === 'zod' && isInside(importer, 'contract')) {
    if (typesOnly || isContractSchemas(importer)) return undefined
    return 'Only schemas.ts may import zod as a value: use `import type`.'
  }
  if (source === 'zod' && typesOnly) return undefined
  if (isClientRules(importer) && BANNED_IN_RULES.test(source)) {
    return `Rules must not import ${source}: they run without it, in tests and on every platform.`
  }
  const isBannedIn = folder => isInside(importer, folder) && BANNED_PACKAGES[folder].test(source)
  const folder = Object.keys(BANNED_PACKAGES).find(isBannedIn)
  return folder && `${folder}/ must not import ${source}: it has to run without it.`
}

/** Rules decide without effects, so they import values of pure files only. */
function problemWithRules(target, { importer, typesOnly }) {
  if (isClientRules(importer) && !typesOnly && !isTest(importer) && !isPureClientFile(target)) {
    return `Rules must not import ${target}: import types only or pass the value in.`
  }
  const rules = rulesOf(importer)
  if (!rules || typesOnly || [rules, ...PURE_RULES].some(folder => isInside(target, folder))) return undefined
  return `${rules} must not import ${target}: rules are pure, so import types only or pass the value in.`
}

function problemWithFile(target, { importer, typesOnly }) {
  if (isTest(importer) && isInside(target, 'tests')) return undefined
  const sides = ['src', 'server']
  if (isTest(importer) && sides.some(side => isInside(importer, side) && isInside(target, side))) return undefined
  const layer = Object.keys(LAYERS).filter(folder => isInside(importer, folder)).sort((a, b) => b.length - a.length)[0]
  if (!layer) return undefined
  if (!LAYERS[layer].some(folder => isInside(target, folder))) {
    const allowed = LAYERS[layer].join(', ')
    return `${layer}/ must not import ${target}: imports point one way, and ${layer}/ may use only ${allowed}.`
  }
  const mustAvoidZod = isInside(importer, 'src') || (isInside(importer, 'contract') && !isContractSchemas(importer))
  if (mustAvoidZod && isContractSchemas(target) && !typesOnly && !isTest(importer)) {
    return `${importer} may import ${target} as types only: zod must not reach the client's bundle.`
  }
  return problemWithRules(target, { importer, typesOnly })
}

/** ESLint rule: static imports, dynamic imports and re-exports follow `layers.js`. */
export const importDirection = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{problem}}' } },
  create(context) {
    const importer = toRepoPath(context.filename)

    function check(node, typesOnly) {
      const source = node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
      if (source === undefined) return
      const target = targetOf(source, importer)
      const facts = { source, importer, typesOnly }
      const problem = target === undefined ? problemWithPackage(facts) : problemWithFile(target, facts)
      if (problem) context.report({ node, messageId: 'refused', data: { problem } })
    }

    return {
      ImportDeclaration: node => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: node => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: node => check(node.source, node.exportKind === 'type'),
      ImportExpression: node => check(node.source, false),
    }
  },
}
