import type { Host } from '../host'
import { ApiFailure, asyncApi } from './api'
import type { Api } from './api'

interface Answer { event: 'agree' | 'disagree' | 'exposureAuthorization', buttonId?: string }
type NeedListener = (resolve: (answer: Answer) => void, info: { referrer: string }) => void

/** The privacy guide: a user must agree before WeChat returns personal data. */
export class Privacy {
  needsAuthorization: boolean
  private listener: NeedListener | undefined
  private readonly host: Pick<Host, 'options' | 'note'>

  constructor(host: Pick<Host, 'options' | 'note'>) {
    this.host = host
    this.needsAuthorization = host.options.privacy.needsAuthorization
  }

  listen(listener: NeedListener): void {
    this.listener = listener
  }

  /** @throws {ApiFailure} 112 where the guide does not name the API, 104 where the user refuses */
  async require(api: string): Promise<void> {
    const { privacy, answers } = this.host.options
    if (privacy.declared && !privacy.declared.includes(api)) {
      throw new ApiFailure('api scope is not declared in the privacy agreement', 112)
    }
    if (!this.needsAuthorization) return
    const isAgreed = this.listener ? await this.askPage(this.listener, api) : answers.privacy
    this.host.note('privacyAsked', { api, isAgreed })
    if (!isAgreed) throw new ApiFailure('privacy permission is not authorized', 104)
    this.needsAuthorization = false
  }

  private askPage(listener: NeedListener, referrer: string): Promise<boolean> {
    return new Promise(done => {
      listener(({ event }) => {
        if (event !== 'exposureAuthorization') done(event === 'agree')
      }, { referrer })
    })
  }
}

export function privacyApis(host: Host): Record<string, Api> {
  const { privacy } = host
  return {
    getPrivacySetting: asyncApi('getPrivacySetting', () => ({
      needAuthorization: privacy.needsAuthorization, privacyContractName: '《开课小程序隐私保护指引》',
    })),
    requirePrivacyAuthorize: asyncApi('requirePrivacyAuthorize', async () => {
      await privacy.require('requirePrivacyAuthorize')
      return undefined
    }),
    openPrivacyContract: asyncApi('openPrivacyContract', () => host.note('openPrivacyContract', {})),
    onNeedPrivacyAuthorization: (listener: NeedListener) => privacy.listen(listener),
  }
}
