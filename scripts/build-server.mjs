// Bundles the server to dist/server. Packages stay external (package.json's `dependencies`); the migrations are copied
// beside the bundle.
import { cp, readFile, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = `${root}dist/server`

await rm(out, { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: root,
  // The worker of the embedded database is a separate file, because a thread starts from a file.
  entryPoints: { 'main': 'server/main.ts', 'embedded-worker': 'server/kernel/db/embedded-worker.ts' },
  outdir: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
})
await cp(`${root}server/kernel/db/migrations`, `${out}/migrations`, { recursive: true })

const imported = new Set(Object.values(metafile.outputs).flatMap(({ imports }) => imports)
  .filter(({ path, external }) => external && !path.startsWith('node:') && !builtinModules.includes(path))
  .map(({ path }) => path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/')))
const { dependencies } = JSON.parse(await readFile(`${root}package.json`, 'utf8'))
const missing = [...imported].filter(name => !(name in dependencies))
const unused = Object.keys(dependencies).filter(name => !imported.has(name))
if (missing.length + unused.length > 0) {
  const lists = `Missing: ${missing.join(', ') || 'none'}. Not needed: ${unused.join(', ') || 'none'}.`
  console.error(`package.json: "dependencies" must be exactly the packages that the server imports. ${lists}`)
  process.exit(1)
}
