import { ref, watch } from 'vue'
import { onLoad } from '@dcloudio/uni-app'
import { t } from './messages'
import { messageOf } from '@/http/api-error'
import { PAGES, startOver } from '@/platform/navigation'
import { useAuthStore } from './auth'

const OUR_PAGE = /^\/pages\/[\w/-]+(\?[^#]*)?$/

/**
 * Page to open after the login. WeChat passes parameters as they are in the link, H5 passes them decoded.
 * Only pages of this app are accepted: the parameter is untrusted.
 */
function targetOf(to: unknown): string {
  if (typeof to !== 'string') return PAGES.lessons()
  const decoded = to.startsWith('/') ? to : tryDecode(to)
  return OUR_PAGE.test(decoded) ? decoded : PAGES.lessons()
}

function tryDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** The form of the login page. The page parameter `to` is the page to open after the login. */
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
    target = targetOf(query?.to)
    if (auth.isSignedIn) goOn()
  })
  watch(account, () => { accountError.value = '' })
  watch(password, () => { passwordError.value = '' })

  async function submit(): Promise<void> {
    if (isBusy.value) return
    failure.value = ''
    accountError.value = account.value.trim() ? '' : t('account.login.accountMissing')
    passwordError.value = password.value ? '' : t('account.login.passwordMissing')
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
