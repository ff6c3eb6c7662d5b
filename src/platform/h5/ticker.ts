/** Runs in a worker, where a hidden tab's timers are not slowed down to one a second. */
const WORKER_SOURCE = 'let timer; onmessage = ({ data }) => { clearInterval(timer); if (data > 0) timer = setInterval(() => postMessage(0), data) }'

/** Calls `onTick` every `intervalMs`, in hidden tabs too. Returns the function that ends it. */
export function startTicker(intervalMs: number, onTick: () => void): () => void {
  const url = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }))
  const worker = new Worker(url)
  URL.revokeObjectURL(url)
  worker.onmessage = onTick
  worker.postMessage(intervalMs)
  return () => worker.terminate()
}
