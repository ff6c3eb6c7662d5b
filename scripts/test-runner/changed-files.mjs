import { execFileSync } from 'node:child_process'

/** @param {string[]} args */
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\0').filter(path => path !== '')

/**
 * Files of the working tree that differ from a commit, including untracked and deleted files.
 * @param {string} ref
 * @returns {string[]} paths from the repository's root
 * @throws {Error} one line, if git does not know the commit
 */
export function changedFiles(ref) {
  const verify = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]
  try {
    execFileSync('git', verify, { stdio: 'ignore' })
  } catch {
    throw new Error(`--changed: git knows no commit ${ref}`)
  }
  const tracked = git('diff', '--name-only', '--no-renames', '-z', ref, '--')
  const untracked = git('ls-files', '--others', '--exclude-standard', '-z')
  return [...new Set([...tracked, ...untracked])].sort()
}
