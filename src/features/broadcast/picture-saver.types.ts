/** Saves a snapshot on the teacher's device: `downloads` in a browser, `album` in WeChat. Rejects on failure. */
export type SavePicture = (tempImagePath: string, fileName: string) => Promise<'downloads' | 'album'>
