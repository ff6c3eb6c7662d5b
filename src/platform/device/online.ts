import type { OnOnlineChange } from './online.types'

/** WeChat tells it by `onNetworkStatusChange`; the browser's twin is online.h5.ts. */
export const onOnlineChange: OnOnlineChange = () => {}
