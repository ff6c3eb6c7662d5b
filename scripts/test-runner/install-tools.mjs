import { existsSync } from 'node:fs'
import { run } from '../lib/run.mjs'
import { adviceFor, debianPackages, missingTools } from './tools.mjs'

const APT = { env: { DEBIAN_FRONTEND: 'noninteractive' } }

const mayInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0

/**
 * Installs the missing tools on Debian and Ubuntu as root.
 * @param {readonly import('./tools.mjs').ToolName[]} names
 * @returns {Promise<string | undefined>} advice for the user if tools are still missing
 */
export async function ensureTools(names) {
  const missing = missingTools(names)
  if (missing.length === 0) return undefined
  if (!mayInstall()) return adviceFor(missing)
  const packages = debianPackages(missing)
  console.log(`Installing ${packages.join(', ')} …`)
  await run('apt-get', ['update'], APT)
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], APT)
  const stillMissing = missingTools(missing)
  return stillMissing.length > 0 ? adviceFor(stillMissing) : undefined
}
