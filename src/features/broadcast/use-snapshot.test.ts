import { uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { zh } from './messages'
import { pictureName, useSnapshot } from './use-snapshot'

const showToast = vi.fn()
const saveImageToPhotosAlbum = vi.fn()
const snapshot = vi.fn(async () => ({ tempImagePath: 'wxfile://tmp/x.jpg', width: 540, height: 960 }))
const shown = () => (showToast.mock.lastCall?.[0] as { title: string } | undefined)?.title

beforeEach(() => {
  Object.assign(uniStub, { showToast, saveImageToPhotosAlbum })
  saveImageToPhotosAlbum.mockImplementation(({ success }: { success: () => void }) => success())
})
afterEach(() => vi.clearAllMocks())

it('saves the picture to the album and confirms it', async () => {
  await useSnapshot(ref({ snapshot })).take()
  expect(saveImageToPhotosAlbum.mock.lastCall?.[0]).toMatchObject({ filePath: 'wxfile://tmp/x.jpg' })
  expect(shown()).toBe(zh.snapshot.album)
})

it('reports a refused album and a failed snapshot', async () => {
  saveImageToPhotosAlbum.mockImplementation(({ fail }: { fail: () => void }) => fail())
  await useSnapshot(ref({ snapshot })).take()
  expect(shown()).toBe(zh.snapshot.failed)
  snapshot.mockRejectedValueOnce({ errMsg: 'snapshot:fail' })
  const { take, isTaking } = useSnapshot(ref({ snapshot }))
  await take()
  expect(showToast).toHaveBeenCalledTimes(2)
  expect(isTaking.value).toBe(false)
})

it('takes one snapshot at a time', async () => {
  const { take } = useSnapshot(ref({ snapshot }))
  await Promise.all([take(), take()])
  expect(snapshot).toHaveBeenCalledTimes(1)
})

it('names the picture by date and time', () => {
  expect(pictureName(new Date(2026, 10, 3, 8, 5, 9))).toBe('kaike-20261103-080509.jpg')
})
