import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeInSubpackages, subpackageMoves, withMovedPaths } from './subpackages'

const BUILD: Record<string, string> = {
  'app.json': JSON.stringify({ pages: ['pages/home/home'], subPackages: [{ root: 'pages/teacher', pages: ['air'] }, { root: 'pages/admin/', pages: ['day'] }] }),
  'app.js': 'require("./common/vendor.js");',
  'common/vendor.js': '',
  'pages/home/home.js': 'const a=require("../../features/shared.js");',
  'pages/home/home.json': '{"usingComponents":{"k-button":"../../ui/k-button"}}',
  'pages/teacher/air.js': 'const e=require("../../features/pusher/machine.js"),s=require("../../features/shared.js");Math||t();const t=()=>"../../features/pusher/sheet.js";',
  'pages/teacher/air.json': '{"usingComponents":{"sheet":"../../features/pusher/sheet","own":"./own"}}',
  'pages/teacher/own.js': '',
  'pages/teacher/own.json': '{"component":true}',
  'pages/admin/day.js': 'require("../../features/plan.js");',
  'features/shared.js': 'const v=require("../common/vendor.js");',
  'features/plan.js': 'require("./shared.js");',
  'features/pusher/machine.js': 'const v=require("../../common/vendor.js"),r=require("./rules/reports.js"),s=require("../shared.js");exports.u="./no-module";',
  'features/pusher/rules/reports.js': '',
  'features/pusher/sheet.js': 'require("../../common/vendor.js");',
  'features/pusher/sheet.json': '{"component":true,"usingComponents":{"k-button":"../../ui/k-button","deep":"/features/pusher/deep"}}',
  'features/pusher/sheet.wxml': '<view/>',
  'features/pusher/deep.js': '',
  'features/pusher/deep.json': '{"component":true}',
  'ui/k-button.js': '',
  'ui/k-button.json': '{"component":true}',
}
const files = new Map(Object.entries(BUILD))
const moves = subpackageMoves(files)

describe('files of a build', () => {
  it('move when only one subpackage needs them', () => {
    expect(Object.fromEntries(moves)).toEqual({
      'features/pusher/machine': 'pages/teacher/features/pusher/machine',
      'features/pusher/rules/reports': 'pages/teacher/features/pusher/rules/reports',
      'features/pusher/sheet': 'pages/teacher/features/pusher/sheet',
      'features/pusher/deep': 'pages/teacher/features/pusher/deep',
      'features/plan': 'pages/admin/features/plan',
    })
  })

  it('stay when the main package or two subpackages need them', () => {
    for (const stem of ['features/shared', 'common/vendor', 'ui/k-button', 'pages/teacher/own']) expect(moves.has(stem)).toBe(false)
  })
})

describe('paths in a file', () => {
  const textOf = (path: string) => withMovedPaths(path, files, moves)

  it('lead to what has moved', () => {
    expect(textOf('pages/teacher/air.js')).toBe(
      'const e=require("./features/pusher/machine.js"),s=require("../../features/shared.js");Math||t();const t=()=>"./features/pusher/sheet.js";')
    expect(JSON.parse(textOf('pages/teacher/air.json'))).toEqual({ usingComponents: { sheet: './features/pusher/sheet', own: './own' } })
  })

  it('lead back from a file that has moved', () => {
    expect(textOf('features/pusher/machine.js')).toBe(
      'const v=require("../../../../common/vendor.js"),r=require("./rules/reports.js"),s=require("../../../../features/shared.js");exports.u="./no-module";')
    expect(JSON.parse(textOf('features/pusher/sheet.json'))).toEqual({
      component: true, usingComponents: { 'k-button': '../../../../ui/k-button', 'deep': '/pages/teacher/features/pusher/deep' },
    })
  })

  it('stay as they are in a file that nothing of this concerns', () => {
    for (const path of ['app.json', 'app.js', 'pages/home/home.js', 'features/shared.js']) expect(textOf(path)).toBe(BUILD[path])
  })
})

describe('a build in a folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kaike-subpackages-'))
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('has its files moved, all endings of a component together, and no empty folder', () => {
    placeInSubpackages(folder)
    expect(readdirSync(join(folder, 'pages/teacher/features/pusher')).sort())
      .toEqual(['deep.js', 'deep.json', 'machine.js', 'rules', 'sheet.js', 'sheet.json', 'sheet.wxml'])
    expect(readdirSync(join(folder, 'features'))).toEqual(['shared.js'])
  })

  it('is left alone the second time', () => {
    placeInSubpackages(folder)
    const before = readFileSync(join(folder, 'pages/teacher/air.js'), 'utf8')
    placeInSubpackages(folder)
    expect(readFileSync(join(folder, 'pages/teacher/air.js'), 'utf8')).toBe(before)
  })
})
