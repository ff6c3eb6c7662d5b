import type { Delivery, FileSaver, TextFile } from './save-file.types'

interface ShareFileOptions {
  filePath: string
  fileName: string
  success: () => void
  fail: () => void
}

/** A call that uni passes on to WeChat without a type. */
interface WeChatFiles {
  env: { USER_DATA_PATH: string }
  /** Since 2.16.1; WeChat on a computer lacks it. */
  shareFileMessage?: (options: ShareFileOptions) => void
}

const weChat = (): WeChatFiles => uni as unknown as WeChatFiles

/** Always the same name: a new export replaces the last one. */
function write({ fileName, content }: TextFile): string {
  const extension = fileName.slice(fileName.lastIndexOf('.'))
  const filePath = `${weChat().env.USER_DATA_PATH}/kaike-export${extension}`
  uni.getFileSystemManager().writeFileSync(filePath, content, 'utf8')
  return filePath
}

function share(file: TextFile, shareFileMessage: NonNullable<WeChatFiles['shareFileMessage']>): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    shareFileMessage({
      filePath: write(file),
      fileName: file.fileName,
      success: () => resolve('shared'),
      fail: () => reject(new Error('Not shared')),
    })
  })
}

function copy({ content }: TextFile): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    uni.setClipboardData({
      data: content,
      showToast: false,
      success: () => resolve('copied'),
      fail: () => reject(new Error('Not copied')),
    })
  })
}

/** For WeChat; the browser's twin is save-file.h5.ts. */
export const fileSaver: FileSaver = {
  needsTap: true,
  async save(file) {
    const { shareFileMessage } = weChat()
    return shareFileMessage ? share(file, shareFileMessage) : copy(file)
  },
}
