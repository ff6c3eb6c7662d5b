import { createRequire } from 'node:module'
import { fileURLToPath, URL } from 'node:url'
import uniModule from '@dcloudio/vite-plugin-uni'
import { defineConfig } from 'vite'
import { compressedTwins, pagesAhead, sharedChunk, shortTasks } from './scripts/first-page'
import { subpackages } from './scripts/subpackages'
import { isH5, noOutsideHosts, platformTwins, rootStatic, waitingImageMd5 } from './scripts/vite-plugins'

// The plug-in is CommonJS: with "type": "module" the function is its `default` export.
const uni = ('default' in uniModule ? uniModule.default : uniModule) as typeof uniModule
const { version } = createRequire(import.meta.url)('./package.json') as { version: string }
const serverForDev = process.env.KAIKE_DEV_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [
    rootStatic(), uni(), noOutsideHosts(), platformTwins(), shortTasks(), pagesAhead(), compressedTwins(),
    subpackages(),
  ],
  define: {
    __KAIKE_VERSION__: JSON.stringify(version),
    __WAITING_IMAGE_MD5__: JSON.stringify(waitingImageMd5()),
  },
  resolve: { alias: { '@contract': fileURLToPath(new URL('./contract', import.meta.url)) } },
  css: { preprocessorOptions: { scss: { api: 'modern-compiler', silenceDeprecations: ['legacy-js-api'] } } },
  build: {
    target: 'es2020',
    sourcemap: false,
    rollupOptions: isH5 ? { output: { manualChunks: sharedChunk } } : {},
    // Our CSP forbids an audio worklet that is inlined as `data:`.
    assetsInlineLimit: file => (file.endsWith('.worklet.js') ? false : undefined),
  },
  server: {
    proxy: {
      '/api': { target: serverForDev, ws: true },
      '/live': { target: serverForDev, ws: true },
    },
  },
})
