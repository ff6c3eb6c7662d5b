import type { Host } from '../host'
import { ApiFailure, asyncApi } from './api'
import type { Api } from './api'

interface To { url: string }

/** Between pages, and their title bars. */
export function navigationApis(host: Host): Record<string, Api> {
  const { pages } = host
  const top = () => {
    if (!pages.top) throw new ApiFailure('no page')
    return pages.top
  }
  return {
    navigateTo: asyncApi<To>('navigateTo', async ({ url }) => void await pages.navigateTo(url)),
    redirectTo: asyncApi<To>('redirectTo', async ({ url }) => void await pages.redirectTo(url)),
    reLaunch: asyncApi<To>('reLaunch', async ({ url }) => void await pages.reLaunch(url)),
    navigateBack: asyncApi<{ delta?: number }>('navigateBack', async ({ delta = 1 }) => void await pages.navigateBack(delta)),
    switchTab: asyncApi<To>('switchTab', async ({ url }) => {
      if (!pages.isTab(url.replace(/^\//, '').replace(/\?.*/, ''))) throw new ApiFailure('can not switch to no-tabBar page')
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
    setPageOrientation: asyncApi<{ orientation: string }>('setPageOrientation', ({ orientation }) => host.note('setPageOrientation', { orientation })),
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
