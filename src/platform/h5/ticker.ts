/** Runs in a worker: timers of a hidden tab run only once a second. */
const WORKER_SOURCE = 'let timer; onmessage = ({ data }) => { clearInterval(timer); '
  + 'if (data > 0) timer = setInterval(() => postMessage(0), data) }'

/** Calls `onTick` every `intervalMs`, also in hidden tabs. Returns the function that stops it. */
export function startTicker(intervalMs: number, onTick: () => void): () => void {
  const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }))
  const worker = new Worker(url)
  URL.revokeObjectURL(url)
  worker.onmessage = onTick
  worker.postMessage(intervalMs)
  return () => worker.terminate()
}
