/** Saves a snapshot on the teacher's device: `downloads` in a browser, `album` in WeChat. Rejects if it is not saved. */
export type SavePicture = (tempImagePath: string, fileName: string) => Promise<'downloads' | 'album'>
