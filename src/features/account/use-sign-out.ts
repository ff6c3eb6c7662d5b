import { ref } from 'vue'
import { api } from '@/http/http'
import { messageOf } from '@/http/api-error'
import { useAuthStore } from './auth'

/** Both ways out; the guard of the page in front then leads to the login. */
export function useSignOut() {
  const auth = useAuthStore()
  const isBusy = ref(false)
  const failure = ref('')

  /** Ends the sign-in on all devices. Stays signed in when the server cannot be told: it would not be true. */
  async function signOutEverywhere(): Promise<void> {
    if (isBusy.value) return
    isBusy.value = true
    failure.value = ''
    try {
      await api('logoutEverywhere')
      await auth.signOut()
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isBusy.value = false
    }
  }

  return { isBusy, failure, signOut: () => auth.signOut(), signOutEverywhere }
}
