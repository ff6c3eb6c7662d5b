// `npm run dev`. Only old syntax here: an old Node has to come as far as requireNode.
import { requireNode } from './lib/require-node.mjs'

requireNode()
import('./lib/dev.mjs').then(({ dev }) => dev()).catch(error => {
  console.error(error)
  process.exit(1)
})
