import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import type { Mutant } from './mutants'

/** Replaces one line of one file while it is loaded, if `npm run mutate` has set `KAIKE_MUTANT`. */
export function mutantPlugin(): Plugin | undefined {
  const wanted = process.env.KAIKE_MUTANT
  if (!wanted) return undefined
  const { file, find, replace } = JSON.parse(wanted) as Mutant
  const path = resolve(file)
  return {
    name: 'kaike-mutant',
    enforce: 'pre',
    transform(code, id) {
      if (id.split('?')[0] !== path) return undefined
      // uni-app loads a component twice, the second time with the replacement in it.
      if (replace !== '' && code.includes(replace)) return undefined
      return code.replace(find, () => replace)
    },
  }
}
