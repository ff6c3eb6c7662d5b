/** Settles like `work`, or rejects after `limitMs`: a slow database must not keep a socket open. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error(`No answer within ${limitMs} ms`)) }, limitMs)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
