import { dirname, posix, relative, resolve, sep } from 'node:path'
import { BANNED_PACKAGES, LAYERS, TYPES_ONLY_IN_CLIENT, ZOD_HOME } from './layers.js'

const ROOT = resolve(import.meta.dirname, '../..')
const ALIASES = { '@/': 'src/', '@contract/': 'contract/' }

const toRepoPath = file => relative(ROOT, file).split(sep).join(posix.sep)
const isInside = (path, folder) => path === folder || path.startsWith(`${folder}/`)
const isTest = path => /\.test\.ts$|\/testing\//.test(path)
const moduleOf = path => /^server\/([^/]+)\//.exec(path)?.[1]

/** Repository path that an import names; undefined for a package. */
function targetOf(source, importer) {
  if (source.startsWith('.')) return posix.join(dirname(importer), source)
  const alias = Object.keys(ALIASES).find(prefix => source.startsWith(prefix))
  return alias && ALIASES[alias] + source.slice(alias.length)
}

function problemWithPackage({ source, importer, typesOnly }) {
  if (isTest(importer)) return undefined
  if (source === 'zod' && isInside(importer, 'contract')) {
    return typesOnly || importer === ZOD_HOME ? undefined : `Only ${ZOD_HOME} may import zod as a value: use \`import type\`.`
  }
  if (source === 'zod' && typesOnly) return undefined
  const folder = Object.keys(BANNED_PACKAGES).find(banned => isInside(importer, banned) && BANNED_PACKAGES[banned].test(source))
  return folder && `${folder}/ must not import ${source}: it has to run without it.`
}

/** A server module reaches the tables of another one through its service; `server/*.ts` wires them. */
function problemWithRepository(target, importer) {
  const [owner, user] = [moduleOf(target), moduleOf(importer)]
  if (!owner || !user || owner === user || isTest(importer) || !/\/[^/]*repository[^/]*$/.test(target)) return undefined
  return `server/${user}/ must not import the repository of server/${owner}/: call its service.`
}

function problemWithFile(target, { importer, typesOnly }) {
  if (isTest(importer) && isInside(target, 'tests')) return undefined
  const layer = Object.keys(LAYERS).filter(folder => isInside(importer, folder)).sort((a, b) => b.length - a.length)[0]
  if (!layer) return undefined
  if (!LAYERS[layer].some(folder => isInside(target, folder))) {
    return `${layer}/ must not import ${target}: imports point one way, and ${layer}/ may use only ${LAYERS[layer].join(', ')}.`
  }
  if (isInside(importer, 'src') && target === TYPES_ONLY_IN_CLIENT && !typesOnly && !isTest(importer)) {
    return `The client may import ${TYPES_ONLY_IN_CLIENT} as types only: zod must not reach its bundle.`
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
