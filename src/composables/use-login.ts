import { ref, watch } from 'vue'
import { onLoad } from '@dcloudio/uni-app'
import { t } from '@/i18n'
import { messageOf } from '@/services/api-error'
import { PAGES, startOver } from '@/services/navigation'
import { useAuthStore } from '@/stores/auth'

/** Only pages of ours: what stands in a link is not to be trusted. */
const safeTarget = (to: string | undefined): string => (to && /^\/pages\/[\w/-]+(\?[^#]*)?$/.test(to) ? to : PAGES.lessons())

/** The form of the login page; `to` in the page's parameters says where to go on. */
export function useLogin() {
  const auth = useAuthStore()
  const account = ref('')
  const password = ref('')
  const accountError = ref('')
  const passwordError = ref('')
  const failure = ref('')
  const isBusy = ref(false)
  let target: string = PAGES.lessons()

  const goOn = () => startOver(target)

  onLoad(query => {
    const to: unknown = query?.to
    target = safeTarget(typeof to === 'string' ? decodeURIComponent(to) : undefined)
    if (auth.isSignedIn) goOn()
  })
  watch(account, () => { accountError.value = '' })
  watch(password, () => { passwordError.value = '' })

  async function submit(): Promise<void> {
    if (isBusy.value) return
    failure.value = ''
    accountError.value = account.value.trim() ? '' : t('planning.login.accountMissing')
    passwordError.value = password.value ? '' : t('planning.login.passwordMissing')
    if (accountError.value || passwordError.value) return
    isBusy.value = true
    try {
      await auth.signIn(account.value.trim(), password.value)
      goOn()
    } catch (error) {
      failure.value = messageOf(error)
    } finally {
      isBusy.value = false
    }
  }

  return { account, password, accountError, passwordError, failure, isBusy, submit }
}
