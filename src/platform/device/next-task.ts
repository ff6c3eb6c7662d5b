/** Resolves with `value` in a task of its own, so that what is on the screen comes first. */
export const inNextTask = <T>(value: T): Promise<T> => new Promise(resolve => { setTimeout(() => resolve(value)) })
