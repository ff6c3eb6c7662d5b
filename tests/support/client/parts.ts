/**
 * Finds the text parts that a source file shows and the parts that its imports load. Paths are relative to `src/i18n/`.
 */
const PART = /interface MessageParts \{ (\w+):/
const IMPORT = /(?:from|^import) '([^']+)'/gm

/** Keys are in quotes or back-ticks, in `t('qos.title')` and in tables of keys. */
export function partsUsedIn(source: string, parts: readonly string[]): string[] {
  const code = source.split('\n').filter(line => !line.startsWith('import ')).join('\n')
  return parts.filter(part => new RegExp(`\\bt\\([^)]*['\`]${part}\\.[a-zA-Z$]`).test(code))
}

function resolve(from: string, target: string): string {
  const path = target.startsWith('@/') ? `../${target.slice(2)}` : `${from.replace(/[^/]*$/, '')}${target}`
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '.') continue
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop()
    else names.push(name)
  }
  const normal = names.join('/')
  return `${normal.startsWith('..') ? normal : `./${normal}`}.ts`
}

/** Parts of the `messages.ts` files that a file imports, directly or indirectly. */
export function partsLoadedBy(path: string, sources: Readonly<Record<string, string>>): Set<string> {
  const loaded = new Set<string>()
  for (const [, target = ''] of (sources[path] ?? '').matchAll(IMPORT)) {
    if (!target.endsWith('/messages')) continue
    const module = resolve(path, target)
    const part = PART.exec(sources[module] ?? '')?.[1]
    if (part) loaded.add(part)
    for (const more of partsLoadedBy(module, sources)) loaded.add(more)
  }
  return loaded
}
