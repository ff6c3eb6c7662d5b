import { defineConfig, loadConfigFromFile } from 'vite'
import { mutantPlugin } from './plugin'

/** The production build of the mini-program with one broken line. */
export default defineConfig(async env => {
  const loaded = await loadConfigFromFile(env, 'vite.config.ts')
  if (!loaded) throw new Error('No vite.config.ts here: start it in the repository\'s root')
  return { ...loaded.config, plugins: [mutantPlugin(), ...loaded.config.plugins ?? []] }
})
