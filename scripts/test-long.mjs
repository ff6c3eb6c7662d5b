// `npm run test:long`. Only old syntax here: an old Node has to come as far as requireNode.
import { requireNode } from './lib/require-node.mjs'

requireNode()
import('./test-runner/test-long.mjs')
  .then(({ longRun }) => longRun(process.argv.slice(2)))
  .then(
    status => process.exit(status),
    error => {
      console.error(error.message)
      process.exit(1)
    },
  )
