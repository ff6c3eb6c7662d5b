import { ref, watch } from 'vue'
import { onLoad } from '@dcloudio/uni-app'
import { t } from '@/i18n'
import { messageOf } from '@/http/api-error'
import { PAGES, startOver } from '@/platform/navigation'
import { useAuthStore } from './auth'

const OUR_PAGE = /^\/pages\/[\w/-]+(\?[^#]*)?$/

/** Where to go on. WeChat hands parameters over as they stand in the link, H5 decoded; what is no page of ours is not to be trusted. */
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
    target = targetOf(query?.to)
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
