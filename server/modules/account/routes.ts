import type { Handlers } from '../../kernel/http/handlers'
import type { AccountService } from './service'

export type AccountHandlers = Pick<Handlers, 'login' | 'refresh' | 'logout' | 'logoutEverywhere' | 'me'>

export const accountHandlers = (service: AccountService): AccountHandlers => ({
  login: ({ body, remoteAddress }) => service.login(body.account, body.password, remoteAddress),
  refresh: ({ body }) => service.refresh(body.refreshToken),
  me: ({ caller }) => service.me(caller),

  async logout({ body }) {
    await service.logout(body.refreshToken)
    return null
  },

  async logoutEverywhere({ caller }) {
    await service.logoutEverywhere(caller)
    return null
  },
})
