import { dirname, posix, relative, resolve, sep } from 'node:path'
import { BANNED_PACKAGES, LAYERS, isContractSchemas } from './layers.js'

const ROOT = resolve(import.meta.dirname, '../..')
const ALIASES = { '@/': 'src/', '@contract/': 'contract/' }

const toRepoPath = file => relative(ROOT, file).split(sep).join(posix.sep)
const isInside = (path, folder) => path === folder || path.startsWith(`${folder}/`)
const isTest = path => /\.test\.ts$|\/testing\//.test(path)
const moduleOf = path => /^server\/([^/]+)\//.exec(path)?.[1]

/** Repository path that an import names; undefined for a package. */
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
  const isBannedIn = folder => isInside(importer, folder) && BANNED_PACKAGES[folder].test(source)
  const folder = Object.keys(BANNED_PACKAGES).find(isBannedIn)
  return folder && `${folder}/ must not import ${source}: it has to run without it.`
}

/** A server module reaches the tables of another one through its service; `server/*.ts` wires them. */
function problemWithRepository(target, importer) {
  const [owner, user] = [moduleOf(target), moduleOf(importer)]
  const isRepository = /\/[^/]*repository[^/]*$/.test(target)
  if (!owner || !user || owner === user || isTest(importer) || !isRepository) return undefined
  return `server/${user}/ must not import the repository of server/${owner}/: call its service.`
}

function problemWithFile(target, { importer, typesOnly }) {
  if (isTest(importer) && isInside(target, 'tests')) return undefined
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
  return problemWithRepository(target, importer)
}

/** ESLint rule: imports follow `layers.js`, whether static, dynamic or a re-export. */
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
