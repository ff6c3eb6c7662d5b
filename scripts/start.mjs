// `npm start`. Only old syntax here: an old Node has to come as far as requireNode.
import { requireNode } from './lib/require-node.mjs'

requireNode()
import('./lib/start.mjs').then(({ start }) => start()).catch(error => {
  console.error(error)
  process.exit(1)
})
