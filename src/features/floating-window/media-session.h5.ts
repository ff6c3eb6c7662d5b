/** Media session of the class while the tab is hidden: lock screen, media keys, the browser's own window. */
export interface MediaSessionOptions {
  title: string
  artist: string
  /** Play and pause keys switch the sound, because a class on air cannot be paused. */
  onSound: () => void
  /** Chromium calls it when the tab is left while the class is audible. */
  onFloat: () => void
}

/** `enterpictureinpicture` is missing in TypeScript's DOM library. */
type Action = MediaSessionAction | 'enterpictureinpicture'

function handle(action: Action, handler: (() => void) | null): void {
  try {
    navigator.mediaSession.setActionHandler(action as MediaSessionAction, handler)
  } catch {
    // The browser does not know the action: the in-app window and its button still work.
  }
}

/** Sets up the media session. Returns the function that removes it. */
export function announceClass({ title, artist, onSound, onFloat }: MediaSessionOptions): () => void {
  if (!('mediaSession' in navigator)) return () => {}
  if (typeof MediaMetadata === 'function') navigator.mediaSession.metadata = new MediaMetadata({ title, artist })
  handle('play', onSound)
  handle('pause', onSound)
  handle('enterpictureinpicture', onFloat)
  return () => {
    navigator.mediaSession.metadata = null
    for (const action of ['play', 'pause', 'enterpictureinpicture'] as const) handle(action, null)
  }
}
