const HOME = '/pages/lessons/lessons'

/** To the page before, or home where a link led straight here. */
export function goBack(): void {
  if (getCurrentPages().length > 1) uni.navigateBack()
  else uni.reLaunch({ url: HOME })
}
