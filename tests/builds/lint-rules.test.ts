import { resolve } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import { LIVE_PLAYER_DEFAULTS } from '../../src/platform/live-player.defaults'
import { LIVE_PUSHER_DEFAULTS } from '../../src/platform/live-pusher.defaults'

/** Rules that need no types, so that a snippet can claim any path without being a file of the project. */
const eslint = new ESLint({
  overrideConfig: [tseslint.configs.disableTypeChecked, { languageOptions: { parserOptions: { project: false } } }],
})

async function rulesAgainst(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: resolve(path) })
  const messages = result?.messages ?? []
  for (const { fatal, message } of messages) if (fatal) throw new Error(`${path} was not parsed: ${message}`)
  return [...new Set(messages.map(({ ruleId }) => ruleId ?? 'ignored'))]
}

const vue = (script: string) => `<script setup lang="ts">\n${script}\n</script>`

test.each([
  ['src/features/pusher/rules/a.ts', 'import { ref } from \'vue\'\nexport const a = ref(1)'],
  ['src/features/pusher/rules/a.ts', 'export { api } from \'@/http/http\''],
  ['src/features/pusher/rules/a.ts', 'export { usePusherStore } from \'../pusher-store\''],
  ['src/features/codes/a.ts', 'export const later = () => import(\'@/features/class/live-session\')'],
  ['src/features/class/a.ts', 'export { usePusherStore } from \'@/features/pusher/pusher-store\''],
  ['src/features/player/a.ts', 'export { usePusherStore } from \'@/features/pusher/pusher-store\''],
  ['src/features/watch/a.ts', 'export { useFloatStore } from \'@/features/floating-window/float-store\''],
  ['src/features/pusher/rules/a.ts', 'import { z } from \'zod\'\nexport const a = z'],
  ['contract/a.ts', 'export * from \'../src/features/codes/netstatus\''],
  ['contract/a.ts', 'import { readFileSync } from \'node:fs\'\nexport const a = readFileSync'],
  ['contract/kernel/routes.ts', 'import { z } from \'zod\'\nexport const a = z'],
  ['contract/index.ts', 'export { SCHEMAS } from \'./schemas\''],
  ['contract/lessons/phase.ts', 'import { LESSON_SCHEMAS } from \'./schemas\'\nexport const a = LESSON_SCHEMAS'],
  ['contract/lessons/routes.ts', 'export type { LiveSnapshot } from \'../class/snapshot\''],
  ['contract/kernel/errors.ts', 'export type { ApiErrorCode } from \'../index\''],
  ['src/http/a.ts', 'export { useAuthStore } from \'@/features/account/auth\''],
  ['src/http/a.ts', 'import { SCHEMAS } from \'@contract/schemas\'\nexport const a = SCHEMAS'],
  ['src/http/a.ts', 'export { lessonSchema } from \'@contract/lessons/schemas\''],
  ['src/http/a.ts', 'import { main } from \'../../server/main\'\nexport const a = main'],
  ['src/i18n/a.ts', 'export { formatDay } from \'@/features/lessons/lesson-facts\''],
  ['src/platform/a.ts', 'export { useAuthStore } from \'@/features/account/auth\''],
  ['src/ui/a.vue', vue('import LessonRow from \'@/features/lessons/lesson-row.vue\'\n\nLessonRow.mount()')],
  ['src/features/watch/a.vue', vue('import Watch from \'@/pages/watch/watch.vue\'\n\nWatch.mount()')],
  ['server/modules/lessons/a.ts', 'export { toState } from \'../../../src/features/codes/netstatus\''],
  ['server/modules/lessons/a.ts', 'export { createAccountRepository } from \'../account/repository\''],
  ['server/modules/lessons/a.ts', 'export { members } from \'../account/tables\''],
  ['server/modules/lessons/a.ts', 'export { openClassModule } from \'../class/module\''],
  ['server/modules/account/tables.ts', 'export { lessons } from \'../lessons/tables\''],
  ['server/modules/qos/tables.ts', 'export { openAccountModule } from \'../account/module\''],
  ['server/modules/class/rules/a.ts', 'export { createLiveRepository } from \'../repository\''],
  ['server/modules/lessons/rules.ts', 'export { openDatabase } from \'../../kernel/db/database\''],
  ['server/app.ts', 'export { createAccountRepository } from \'./modules/account/repository\''],
  ['server/kernel/a.ts', 'export { openAccountModule } from \'../modules/account/module\''],
  ['server/kernel/db/a.ts', 'export { members } from \'../../modules/account/tables\''],
  ['server/kernel/jobs/a.ts', 'export { openDatabase } from \'../db/database\''],
  ['server/media/a.ts', 'export { createRelay } from \'./engines/relay/relay\''],
  ['server/media/engines/relay/a.ts', 'export { openDatabase } from \'../../../kernel/db/database\''],
  ['scripts/a.mjs', 'export { members } from \'../server/modules/account/tables\''],
])('%s must not: %s', async (path, code) => {
  expect(await rulesAgainst(path, code)).toEqual(['kaike/import-direction'])
})

test.each([
  ['src/features/pusher/rules/a.ts', 'export type { LiveSnapshot } from \'@contract/class/snapshot\''],
  ['contract/lessons/schemas.ts', 'import { z } from \'zod\'\n\nexport const a = z.string()'],
  ['contract/lessons/schemas.ts', 'export { day } from \'../kernel/schemas\''],
  ['contract/schemas.ts', 'export { LESSON_SCHEMAS } from \'./lessons/schemas\''],
  ['contract/index.ts', 'import type { z } from \'zod\'\n\nexport type A = z.ZodType'],
  ['src/http/a.ts', 'export type { SCHEMAS } from \'@contract/schemas\''],
  ['src/http/a.ts', 'import { ROUTES } from \'@contract\'\n\nexport const a = ROUTES'],
  ['src/pages/watch/a.vue', vue('import { usePlayer } from \'@/features/player/use-player\'\n\nusePlayer()')],
  ['server/modules/lessons/a.ts', 'export { createLessonRepository } from \'./repository\'\nexport { ROUTES } from \'../../../contract\''],
  ['server/modules/lessons/a.ts', 'export { openAccountModule } from \'../account/module\''],
  ['server/modules/lessons/tables.ts', 'export { members } from \'../account/tables\''],
  ['server/modules/lessons/a.test.ts', 'export { members } from \'../account/tables\''],
  ['server/modules/qos/rules/a.ts', 'export type { SessionRow } from \'../../class/module\''],
  ['server/main.ts', 'export { openAccountModule } from \'./modules/account/module\''],
  ['tests/support/server/a.ts', 'export { members } from \'../../../server/modules/account/tables\''],
  ['src/features/class/rules/a.test.ts', 'export type { PusherState } from \'@/features/pusher/rules/state\''],
  ['src/features/pusher/a.test.ts', 'export { fireHook } from \'../../../tests/support/client/uni-app\''],
])('%s may: %s', async (path, code) => {
  expect(await rulesAgainst(path, code)).toEqual([])
})

test.each([
  ['src/features/pusher/rules/a.ts', 'export const a = () => uni.getNetworkType({})', 'no-restricted-globals'],
  ['contract/a.ts', 'export const a = () => wx.login({})', 'no-restricted-globals'],
  ['src/features/account/a.ts', 'export const a = () => uni.request({ url: \'/\' })', 'no-restricted-syntax'],
  ['server/a.ts', 'export enum Role { Admin }', 'no-restricted-syntax'],
  ['server/a.ts', 'export class A {\n  private a = 1\n}', 'no-restricted-syntax'],
  ['server/a.ts', 'export class A {\n  constructor(protected a: number) {}\n}', 'no-restricted-syntax'],
  ['server/a.ts', 'export const a = (value: any) => String(value)', '@typescript-eslint/no-explicit-any'],
  ['server/a.ts', 'export const a = (value?: string) => value!', '@typescript-eslint/no-non-null-assertion'],
  ['server/a.ts', 'import { Server } from \'node:http\'\n\nexport const a: Server[] = []', '@typescript-eslint/consistent-type-imports'],
  ['server/a.ts', 'export const a = (value: unknown) => value == 1', 'eqeqeq'],
  ['server/a.ts', 'export const a = () => console.log(1)', 'no-console'],
  ['src/a.ts', 'export const a = "text"', '@stylistic/quotes'],
  ['server/a.ts', 'export const a = 1;', '@stylistic/semi'],
])('%s: %s breaks %s', async (path, code, rule) => {
  expect(await rulesAgainst(path, code)).toContain(rule)
})

const template = (tag: string) => `<template>\n  <${tag} />\n</template>`
const BOUND_BOOLEANS = 'kaike-template/bound-booleans'

test.each([
  'live-player muted="false"', 'live-player autoplay="true"', 'live-player auto-pause-if-navigate="false"', 'LivePlayerPort muted="false"',
  'live-pusher enable-camera="false"', 'live-pusher enableMic="false"', 'live-pusher debug=""', 'LivePusherPort enable-mic="false"',
])('<%s> is refused: WeChat takes any text for true', async tag => {
  expect(await rulesAgainst('src/a.vue', template(tag))).toContain(BOUND_BOOLEANS)
})

test.each([
  'live-player :muted="false"', 'live-player muted', 'live-player mode="live"', 'live-pusher device-position="front"', 'input disabled="false"',
])('<%s> is not refused', async tag => {
  expect(await rulesAgainst('src/a.vue', template(tag))).not.toContain(BOUND_BOOLEANS)
})

test.each([
  ['live-player', LIVE_PLAYER_DEFAULTS],
  ['live-pusher', LIVE_PUSHER_DEFAULTS],
])('of <%s> every boolean that the port has is refused as text', async (tag, defaults) => {
  const booleans = Object.entries(defaults).filter(([, value]) => typeof value === 'boolean').map(([name]) => name)
  const code = `<template>\n${booleans.map(name => `  <${tag} ${name}="false" />`).join('\n')}\n</template>\n`
  const [result] = await eslint.lintText(code, { filePath: resolve('src/a.vue') })
  const messages = result?.messages.filter(({ ruleId }) => ruleId === BOUND_BOOLEANS)
  const refused = messages?.map(({ line }) => booleans[line - 2])
  expect(refused).toEqual(booleans)
})
