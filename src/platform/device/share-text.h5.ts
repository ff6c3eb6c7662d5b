/** Phones' browsers and Safari have the system's sheet, most desktops do not. */
export const canShareText = (): boolean => typeof navigator.share === 'function'

/** Only in a tap. */
export function shareText(text: string): void {
  navigator.share({ text }).catch(() => { /* Put away without a choice. */ })
}
