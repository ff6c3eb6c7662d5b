import type { Host } from '../host'
import { ApiFailure, asyncApi } from './api'
import type { Api } from './api'

/** WeChat's limits for one entry and for all entries, bytes. */
const ENTRY_LIMIT_BYTES = 1024 * 1024
const TOTAL_LIMIT_BYTES = 10 * 1024 * 1024

/** Stores values as JSON: a read returns a copy of the stored object. */
export function storageApis({ storage }: Host): Record<string, Api> {
  const sizeOf = () => [...storage].reduce((sum, [key, text]) => sum + key.length + text.length, 0)

  function set(key: string, data: unknown): undefined {
    const text = JSON.stringify(data === undefined ? '' : data)
    if (text.length > ENTRY_LIMIT_BYTES) throw new ApiFailure('entry size limit reached')
    if (sizeOf() + text.length > TOTAL_LIMIT_BYTES) throw new ApiFailure('exceed storage max size 10Mb')
    storage.set(key, text)
    return undefined
  }
  /** Returns an empty text for a missing key. */
  const get = (key: string): unknown => JSON.parse(storage.get(key) ?? '""')
  const info = () => ({
    keys: [...storage.keys()], currentSize: Math.ceil(sizeOf() / 1024), limitSize: TOTAL_LIMIT_BYTES / 1024,
  })

  return {
    setStorageSync: set,
    getStorageSync: get,
    removeStorageSync: (key: string) => void storage.delete(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: info,
    setStorage: asyncApi<{ key: string, data: unknown }>('setStorage', ({ key, data }) => set(key, data)),
    getStorage: asyncApi<{ key: string }>('getStorage', ({ key }) => {
      if (!storage.has(key)) throw new ApiFailure('data not found')
      return { data: get(key) }
    }),
    removeStorage: asyncApi<{ key: string }>('removeStorage', ({ key }) => void storage.delete(key)),
    clearStorage: asyncApi('clearStorage', () => storage.clear() as undefined),
    getStorageInfo: asyncApi('getStorageInfo', info),
  }
}
