// Loads the TypeScript worker when the server runs from source: Node 20 can't, and tsx's hooks don't reach threads.
import { register } from 'tsx/esm/api'

register()
await import('./embedded-worker.ts')
