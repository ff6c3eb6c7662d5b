// `npm test`. This file uses old syntax only, so that an old Node can call requireNode.
import { requireNode } from './lib/require-node.mjs'

requireNode()
import('./test-runner/test-run.mjs')
  .then(({ testRun }) => testRun(process.argv.slice(2)))
  .then(
    status => process.exit(status),
    error => {
      console.error(error.message)
      process.exit(1)
    },
  )
