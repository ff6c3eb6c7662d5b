/** What a test calls in the page `twins.page.ts`, as `window.twins`: one twin a page. */
export interface Twins {
  /** WeChat's codes of `statechange` and `error`, as they came. */
  codes: number[]
  /** Opens camera and microphone, as the teacher's page does before the start. */
  preview: () => Promise<void>
  /** Resolves once encoders run and the connection is being opened, or with the refusal. */
  push: (url: string) => Promise<string>
  play: (url: string) => Promise<void>
}

declare global {
  interface Window {
    twins: Twins
  }
}
