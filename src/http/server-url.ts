/** `npm start` on the same machine; WeChat's DevTools reach it without any setting. */
const LOCAL_SERVER = 'http://127.0.0.1:8080'

function origin(): string {
  const configured = import.meta.env.VITE_SERVER_URL
  if (configured) return configured
  return typeof location !== 'undefined' && location.protocol.startsWith('http') ? location.origin : LOCAL_SERVER
}

/** `http(s)://host[:port]` without a trailing slash: `VITE_SERVER_URL`, otherwise on H5 the page's own origin. */
export const serverUrl = (): string => origin().replace(/\/+$/, '')
