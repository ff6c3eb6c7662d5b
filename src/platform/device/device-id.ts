const LENGTH = 20

/**
 * Names this run of the app to the server, so that a teacher's second phone or tab can be told apart from the first. It
 * is not a secret, is kept nowhere, and is another one after each start.
 */
export const deviceId = Array.from({ length: LENGTH }, () => Math.floor(Math.random() * 36).toString(36)).join('')
