// `npm run dev`. This file uses old syntax only, so that an old Node can call requireNode.
import { requireNode } from './lib/require-node.mjs'

requireNode()
import('./lib/dev.mjs').then(({ dev }) => dev()).catch(error => {
  console.error(error)
  process.exit(1)
})
