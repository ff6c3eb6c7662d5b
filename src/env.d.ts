/// <reference types="vite/client" />
/// <reference types="@dcloudio/types" />

declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent<object, object, unknown>
  export default component
}

interface ImportMetaEnv {
  /** The server's address, e.g. `https://class.example.cn`. Empty on H5: the page's own origin. */
  readonly VITE_SERVER_URL?: string
}

/** The version in package.json. */
declare const __KAIKE_VERSION__: string

/** MD5 of static/waiting-image.png, hexadecimal. */
declare const __WAITING_IMAGE_MD5__: string
