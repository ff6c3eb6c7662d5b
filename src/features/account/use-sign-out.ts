import { ref } from 'vue'
import { api } from '@/http/http'
import { messageOf } from '@/http/api-error'
import { useAuthStore } from './auth'

/** Sign-out on this device or on all devices. The guard of the visible page then opens the login. */
export function useSignOut() {
  const auth = useAuthStore()
  const isBusy = ref(false)
  const failure = ref('')

  /** Signs out on all devices. Stays signed in when the server is unreachable: the other devices still are. */
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
