/** Mobile browsers and Safari have the system's share sheet, most desktop browsers do not. */
export const canShareText = (): boolean => typeof navigator.share === 'function'

/** Only in a tap. */
export function shareText(text: string): void {
  navigator.share({ text }).catch(() => { /* The user closed the sheet. */ })
}
