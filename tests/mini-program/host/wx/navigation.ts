import type { Host } from '../host'
import { ApiFailure, asyncApi } from './api'
import type { Api } from './api'

interface To { url: string }

/** WeChat answers without a result when the page is open. */
const nothing = async (done: Promise<unknown>): Promise<undefined> => {
  await done
  return undefined
}

/** APIs for navigation and title bars. */
export function navigationApis(host: Host): Record<string, Api> {
  const { pages } = host
  const top = () => {
    if (!pages.top) throw new ApiFailure('no page')
    return pages.top
  }
  return {
    navigateTo: asyncApi<To>('navigateTo', ({ url }) => nothing(pages.navigateTo(url))),
    redirectTo: asyncApi<To>('redirectTo', ({ url }) => nothing(pages.redirectTo(url))),
    reLaunch: asyncApi<To>('reLaunch', ({ url }) => nothing(pages.reLaunch(url))),
    navigateBack: asyncApi<{ delta?: number }>('navigateBack', ({ delta = 1 }) => nothing(pages.navigateBack(delta))),
    switchTab: asyncApi<To>('switchTab', async ({ url }) => {
      const path = url.replace(/^\//, '').replace(/\?.*/, '')
      if (!pages.isTab(path)) throw new ApiFailure('can not switch to no-tabBar page')
      await pages.reLaunch(url.replace(/\?.*/, ''))
      host.tabBar?.select(pages.top?.path)
      return undefined
    }),
    setNavigationBarTitle: asyncApi<{ title: string }>('setNavigationBarTitle', ({ title }) => {
      top().frame.setTitle(title)
      return undefined
    }),
    setNavigationBarColor: asyncApi('setNavigationBarColor', () => undefined),
    showNavigationBarLoading: asyncApi('showNavigationBarLoading', () => undefined),
    hideNavigationBarLoading: asyncApi('hideNavigationBarLoading', () => undefined),
    setBackgroundColor: asyncApi('setBackgroundColor', () => undefined),
    setPageOrientation: asyncApi<{ orientation: string }>('setPageOrientation', ({ orientation }) =>
      host.note('setPageOrientation', { orientation })),
    pageScrollTo: asyncApi<{ scrollTop?: number }>('pageScrollTo', ({ scrollTop = 0 }) => {
      top().frame.scroller.scrollTop = scrollTop
      return undefined
    }),
    startPullDownRefresh: asyncApi('startPullDownRefresh', () => {
      host.pullDown()
      return undefined
    }),
    stopPullDownRefresh: asyncApi('stopPullDownRefresh', () => {
      host.isRefreshing = false
      return undefined
    }),
    exitMiniProgram: asyncApi('exitMiniProgram', () => {
      host.hide()
      return undefined
    }),
  }
}
