/** Keeps a snapshot for the teacher: `downloads` in a browser, `album` in WeChat. Rejects where it could not. */
export type SavePicture = (tempImagePath: string, fileName: string) => Promise<'downloads' | 'album'>
