/** Resolves with `value` in a separate task, so that the screen can update first. */
export const inNextTask = <T>(value: T): Promise<T> => new Promise(resolve => { setTimeout(() => resolve(value)) })
