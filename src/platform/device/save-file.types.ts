export interface TextFile {
  fileName: string
  mimeType: string
  content: string
}

/** How the file got to the person: into the browser's downloads, into a chat, or onto the clipboard. */
export type Delivery = 'downloaded' | 'shared' | 'copied'

export interface FileSaver {
  /** WeChat opens its list of chats only by a tap, and what was asked of the server meanwhile has used that up. */
  needsTap: boolean
  /** Rejects where nothing worked, or the person changed their mind. */
  save: (file: TextFile) => Promise<Delivery>
}
