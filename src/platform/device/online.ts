import type { OnOnlineChange } from './online.types'

/** WeChat reports it through `onNetworkStatusChange`; the browser's twin is online.h5.ts. */
export const onOnlineChange: OnOnlineChange = () => {}
