/** The interface of the page `twins.page.ts` for tests, as `window.twins`: one twin per page. */
export interface Twins {
  /** WeChat's codes of `statechange` and `error` in order. */
  codes: number[]
  /** Opens camera and microphone, like the teacher's page before the start. */
  preview: () => Promise<void>
  /** Resolves with '' once the encoders run and the connection opens, or with the refusal. */
  push: (url: string) => Promise<string>
  play: (url: string) => Promise<void>
}

declare global {
  interface Window {
    twins: Twins
  }
}
