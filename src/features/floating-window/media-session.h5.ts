/** What the system shows of the class while the tab is away: lock screen, media keys, the browser's own window. */
export interface MediaSessionOptions {
  title: string
  artist: string
  /** A class that is on air cannot be paused: its sound is switched instead. */
  onSound: () => void
  /** Chromium asks for it when the tab is left and the class is heard. */
  onFloat: () => void
}

/** Newer than TypeScript's library. */
type Action = MediaSessionAction | 'enterpictureinpicture'

function handle(action: Action, handler: (() => void) | null): void {
  try {
    navigator.mediaSession.setActionHandler(action as MediaSessionAction, handler)
  } catch {
    // A browser that does not know the action: the in-app window and its button are still there.
  }
}

/** Returns the function that takes everything back. */
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
