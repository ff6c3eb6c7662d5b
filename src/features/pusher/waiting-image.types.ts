/** Picture that students see while the teacher is away; drawn by scripts/waiting-image.ts, hashed by vite.config.ts. */
export interface WaitingImage {
  url: string
  /** Hexadecimal MD5; WeChat shows the picture only with it. */
  md5: string
}
