/**
 * Finds names in a document that the repository does not have: files, headings, npm scripts, steps of `npm test`, lint
 * rules, and sections of the reference. The functions are pure: a test can pass a small repository.
 */
import { posix } from 'node:path'

export interface Repository {
  /** Paths of all files, from the root. */
  files: readonly string[]
  /** Text of a Markdown document; undefined if there is none. */
  read(path: string): string | undefined
  npmScripts: readonly string[]
  /** Steps for `npm test -- --only`; `build` means all that begin with `build:`. */
  testSteps: readonly string[]
  /** Names with the plug-in: `kaike/import-direction`. */
  lintRules: readonly string[]
  /** Names of npm packages, which may look like files: `mpegts.js`. */
  packages: readonly string[]
  /** Folders and files made by tools, in the form of .gitignore. */
  made: readonly string[]
}

/** Words that documents avoid, each with its replacement. */
const AVOIDED_WORDS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bwho(?:m|so)?ever\b/i, 'name the person: the teacher, a viewer, a user'],
  [/\bsomebody(?: else)?\b/i, 'name the person: a user, another user'],
  [/\banew\b/i, 'again'],
  [/\bso long\b/i, 'the duration, or "as long as"'],
  [/\ball the same\b/i, 'anyway, or leave it out'],
  [/\bheed(?:s|ed|ing)?\b/i, 'obey, record, use'],
  [/(?:^|[.:] )Of the\b(?![^.]*,)/m, 'a whole sentence'],
]

/** File names that are made at run time, belong to another project, or mean any file. */
const NOT_OURS: ReadonlySet<string> = new Set([
  'vendor.js', 'secrets.json', 'app.json', 'x.vue', 'x.h5.vue', 'x.h5.ts', 'x.types.ts',
  'liveroom.js', 'meeting.js', 'zego-pusher.js',
])
const ROOT_FOLDERS = /^(?:src|server|contract|tests|scripts|docs|static|deploy|\.github|\.ci)\/./
const FILE_NAME = /^[\w.@*{},<>-]+(?:\/[\w.@*{},<>-]+)*\.(?:ts|vue|mjs|js|scss|css|json|md|yml|yaml|sql|svg|png)$/
const FENCE = /^[ \t]*```[^\n]*\n([\s\S]*?)^[ \t]*```/gm
/** Inline code may continue in the next line, but not in the next paragraph. */
const INLINE = /`((?:[^`\n]|\n(?!\s*\n))+)`/g
const LINK = /\]\(([^()\s]+)\)/g

const escape = (text: string): string => text.replace(/[.+?^$()|[\]\\]/g, '\\$&')

/** Regular expression for `a/*.ts`, `{a,b}` and `<domain>`. */
function patternOf(path: string): string {
  return escape(path)
    .replace(/<[\w-]+>/g, '[^/]+')
    .replace(/\{([^{}]*)\}/g, (_, names: string) => `(?:${names.split(',').join('|')})`)
    .replaceAll('**', '\u0000').replaceAll('*', '[^/]*').replaceAll('\u0000', '.*')
}

const isMade = (path: string, { made }: Repository): boolean => made.some(entry => {
  const name = entry.replace(/\/$/, '')
  return path === name || path.startsWith(`${name}/`)
})

function exists(path: string, repository: Repository): boolean {
  const bare = path.replace(/\/$/, '')
  if (bare === '' || bare === '.' || isMade(bare, repository)) return true
  const expression = new RegExp(`^${patternOf(bare)}(?:/|$)`)
  return repository.files.some(file => expression.test(file))
}

/** Whether a file has this name or its path has this end; `.h5.ts` is the end of a name. */
function existsSomewhere(name: string, { files, packages }: Repository): boolean {
  if (packages.includes(name)) return true
  const expression = new RegExp(`${name.startsWith('.') ? '' : '(?:^|/)'}${patternOf(name)}$`)
  return files.some(file => expression.test(file))
}

const withoutCode = (text: string): string => text.replace(FENCE, '').replace(INLINE, '')

/** GitHub's anchor of a heading. */
const slugOf = (heading: string): string => heading.trim().toLowerCase()
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/[^\p{L}\p{N}\s_-]/gu, '')
  .replace(/\s/g, '-')

export function anchorsOf(document: string): Set<string> {
  const anchors = new Set<string>()
  const counts = new Map<string, number>()
  for (const [, heading = ''] of document.replace(FENCE, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(heading)
    const count = counts.get(slug) ?? 0
    counts.set(slug, count + 1)
    anchors.add(count === 0 ? slug : `${slug}-${count}`)
  }
  return anchors
}

function anchorProblem(path: string, anchor: string, repository: Repository): string | undefined {
  if (anchor === '' || !path.endsWith('.md')) return undefined
  const document = repository.read(path)
  if (document === undefined || anchorsOf(document).has(decodeURIComponent(anchor))) return undefined
  return `${path} has no heading #${anchor}`
}

function linkProblems(path: string, text: string, repository: Repository): string[] {
  const links = [...text.replace(FENCE, '').replace(INLINE, '').matchAll(LINK)].map(([, target = '']) => target)
  return links.flatMap(link => {
    if (/^(?:[a-z]+:|\/\/)/i.test(link)) return []
    const [file = '', anchor = ''] = link.split('#')
    const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file))
    if (!exists(target, repository)) return [`${target} is linked and does not exist`]
    return anchorProblem(target, anchor, repository) ?? []
  })
}

const codeOf = (text: string): string[] => [
  ...[...text.matchAll(FENCE)].map(([, code = '']) => code),
  ...[...text.replace(FENCE, '').matchAll(INLINE)].map(([, code = '']) => code),
]

function pathProblems(text: string, repository: Repository): string[] {
  const words = codeOf(text).flatMap(code => code.split(/\s+/)).map(word => word.replace(/^['"(]+|['",;:.)…]+$/g, ''))
  return words.flatMap(word => {
    const [path = '', anchor = ''] = word.split('#')
    if (ROOT_FOLDERS.test(path)) {
      return exists(path, repository) ? anchorProblem(path, anchor, repository) ?? [] : [`${path} does not exist`]
    }
    if (!FILE_NAME.test(path) || NOT_OURS.has(posix.basename(path)) || isMade(path, repository)) return []
    return existsSomewhere(path, repository) ? [] : [`no file is named ${path}`]
  })
}

function commandProblems(text: string, { npmScripts, testSteps }: Repository): string[] {
  const isScript = (name: string): boolean => {
    const expression = new RegExp(`^${patternOf(name)}$`)
    return npmScripts.some(script => expression.test(script))
  }
  const scripts = [...text.matchAll(/\bnpm run\s+([\w:*-]+)/g)].map(([, name = '']) => name)
  const short = [...text.matchAll(/\bnpm (start|test)\b/g)].map(([, name = '']) => name)
  const steps = [...text.matchAll(/\bnpm test -- --only ([\w:,-]+)/g)].flatMap(([, names = '']) => names.split(','))
  return [
    ...[...scripts, ...short].filter(name => !isScript(name)).map(name => `there is no npm script ${name}`),
    ...steps.filter(name => name !== 'NAME' && !testSteps.some(step => step === name || step.startsWith(`${name}:`)))
      .map(name => `npm test has no step ${name}`),
  ]
}

function ruleProblems(text: string, { lintRules }: Repository): string[] {
  const named = [
    ...[...text.matchAll(/\blint rules?\s+`([\w/-]+)`/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/`(kaike[\w-]*\/[\w-]+)`/g)].map(([, name = '']) => name),
  ]
  return named.filter(name => !lintRules.some(rule => rule === name || rule.endsWith(`/${name}`)))
    .map(name => `there is no lint rule ${name}`)
}

/** A document with the sections (`C5`, `M2`) or rows (`row 7`) after its name. */
const CITATION = /\b(docs\/[\w./-]+\.md)((?:,? (?:and )?(?:rows? )?[CM]?\d+(?:[–-][CM]?\d+)?)*)/g

function citationProblems(text: string, repository: Repository): string[] {
  return [...text.matchAll(CITATION)].flatMap(([, path = '', places = '']) => {
    const document = repository.read(path)
    if (document === undefined) return exists(path, repository) ? [] : [`${path} does not exist`]
    const sections = [...places.matchAll(/[CM]\d+/g)].map(([id]) => id)
      .filter(id => !new RegExp(`^#+ ${id}\\.`, 'm').test(document))
    const rows = [...(places.split('row')[1] ?? '').matchAll(/\d+/g)].map(([row]) => row)
      .filter(row => !document.includes(`\n| ${row} | `))
    return [...sections.map(id => `${path} has no section ${id}`), ...rows.map(row => `${path} has no row ${row}`)]
  })
}

const wordProblems = (text: string): string[] => AVOIDED_WORDS.flatMap(([pattern, instead]) => {
  const found = pattern.exec(withoutCode(text))
  return found ? [`"${found[0].trim()}": write ${instead}`] : []
})

const unique = (problems: readonly string[]): string[] => [...new Set(problems)]

/** Problems of a Markdown document. */
export const documentProblems = (path: string, text: string, repository: Repository): string[] => unique([
  ...linkProblems(path, text, repository),
  ...pathProblems(text, repository),
  ...commandProblems(text, repository),
  ...ruleProblems(text, repository),
  ...citationProblems(text, repository),
  ...wordProblems(text),
])

/** Problems of a source file, whose comments name documents. */
export const sourceProblems = (text: string, repository: Repository): string[] =>
  unique(citationProblems(text.replace(/\n\s*(?:\*|\/\/|#)?\s*/g, ' '), repository))
