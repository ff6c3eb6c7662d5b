// Bundles the server to dist/server: packages stay outside (package.json's `dependencies`), migrations lie beside the bundle.
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = `${root}dist/server`

await rm(out, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  // The worker of the embedded database is a file of its own: threads start from files.
  entryPoints: { 'main': 'server/main.ts', 'embedded-worker': 'server/db/embedded-worker.ts' },
  outdir: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
})
await cp(`${root}server/db/migrations`, `${out}/migrations`, { recursive: true })
