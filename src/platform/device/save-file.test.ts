import { afterEach, expect, it, vi } from 'vitest'
import { fileSaver } from './save-file'
import { fileSaver as browserSaver } from './save-file.h5'

const FILE = { fileName: 'kaike-qos-2026-11-23.csv', mimeType: 'text/csv', content: '时间,姓名\r\n' }
const written = new Map<string, string>()

function stubUni(more: object = {}): void {
  vi.stubGlobal('uni', {
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () => ({ writeFileSync: (path: string, content: string) => void written.set(path, content) }),
    setClipboardData: ({ success }: { success: () => void }) => success(),
    ...more,
  })
}
afterEach(() => {
  vi.unstubAllGlobals()
  written.clear()
})

it('WeChat writes the file and opens its list of chats', async () => {
  const shareFileMessage = vi.fn(({ success }: { success: () => void }) => success())
  stubUni({ shareFileMessage })
  expect(await fileSaver.save(FILE)).toBe('shared')
  expect(written).toEqual(new Map([['wxfile://usr/kaike-export.csv', FILE.content]]))
  expect(shareFileMessage.mock.lastCall?.[0])
    .toMatchObject({ filePath: 'wxfile://usr/kaike-export.csv', fileName: FILE.fileName })
})

it('an older WeChat copies the content', async () => {
  stubUni()
  expect(await fileSaver.save(FILE)).toBe('copied')
})

it.each([
  ['the user chose no chat', { shareFileMessage: ({ fail }: { fail: () => void }) => fail() }],
  ['the storage is full', {
    shareFileMessage: vi.fn(),
    getFileSystemManager: () => ({ writeFileSync: () => { throw new Error('full') } }),
  }],
  ['copying is not allowed', { setClipboardData: ({ fail }: { fail: () => void }) => fail() }],
])('rejects when %s', async (_name, more) => {
  stubUni(more)
  await expect(fileSaver.save(FILE)).rejects.toThrow()
})

it('a browser downloads the file under its name', async () => {
  const clicked: string[] = []
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:x', revokeObjectURL: () => {} })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(this.download)
  })
  expect(await browserSaver.save(FILE)).toBe('downloaded')
  expect(clicked).toEqual([FILE.fileName])
})
