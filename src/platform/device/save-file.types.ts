export interface TextFile {
  fileName: string
  mimeType: string
  content: string
}

/** Destination of the file: the browser's downloads, a chat, or the clipboard. */
export type Delivery = 'downloaded' | 'shared' | 'copied'

export interface FileSaver {
  /** WeChat opens its list of chats only in a tap, and a request to the server in between uses up that tap. */
  needsTap: boolean
  /** Rejects if no way worked or the user cancelled. */
  save: (file: TextFile) => Promise<Delivery>
}
