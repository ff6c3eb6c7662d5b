import { ref } from 'vue'
import { useLiveSessionStore } from '@/features/class/live-session'
import { messageOf } from '@/http/api-error'
import { api } from '@/http/http'

/** Requests of the teacher that the pusher's machine does not send: start for another program, and end. */
export function useClassRequests() {
  const session = useLiveSessionStore()
  /** Push URL for OBS and ffmpeg; empty until the class starts for them. Signed: never log it. */
  const pushUrl = ref('')
  const isBusy = ref(false)
  /** Message of the last request that failed; empty without one. */
  const problem = ref('')

  async function runBusy(run: () => Promise<void>): Promise<void> {
    isBusy.value = true
    problem.value = ''
    try {
      await run()
    } catch (error) {
      problem.value = messageOf(error)
    } finally {
      isBusy.value = false
    }
  }

  /** Starts or continues the class for another program. `onStarted` is called before the answer is applied. */
  const startElsewhere = (onStarted: () => void): Promise<void> => runBusy(async () => {
    const started = await api('startLiveSession', { params: { id: session.lessonId } })
    onStarted()
    pushUrl.value = started.pushUrl
    session.serverAnswered(started.live)
  })

  /** Ends the class for teacher and students. */
  const end = (): Promise<void> => runBusy(async () => {
    session.serverAnswered(await api('stopLiveSession', { params: { id: session.lessonId } }))
  })

  return { pushUrl, isBusy, problem, startElsewhere, end }
}
