import type { Handlers } from '../../kernel/http/handlers'
import { accountPolicy } from './policy'
import type { AccountService } from './service'

export type AccountHandlers = Pick<Handlers, 'login' | 'refreshTokens' | 'logout' | 'logoutEverywhere' | 'getMe'>

export const accountHandlers = (service: AccountService): AccountHandlers => ({
  login: ({ body, remoteAddress }) => service.login(body.account, body.password, remoteAddress),
  refreshTokens: ({ body }) => service.refresh(body.refreshToken),

  async getMe({ caller }) {
    accountPolicy.require(caller, 'account.read', caller)
    return service.me(caller)
  },

  async logout({ body }) {
    await service.logout(body.refreshToken)
    return null
  },

  async logoutEverywhere({ caller }) {
    accountPolicy.require(caller, 'account.signOutEverywhere', caller)
    await service.logoutEverywhere(caller)
    return null
  },
})
