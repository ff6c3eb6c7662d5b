import { within } from '../../../kernel/within'
import type { MediaCloseReason } from '../../../../contract/media/close'
import type { MediaRequest, MediaRole } from '../../engine'
import type { RelayOptions } from './options'

export interface AdmittedPeer {
  memberId: string
  device?: string
}

export type Verdict =
  | { allowed: true } & AdmittedPeer
  | { allowed: false, why: MediaCloseReason }

interface OpenQuestion {
  request: MediaRequest
  revokedFor: MediaCloseReason | undefined
}

/** Asks the app once per publisher and player, before anything is accepted or sent. Never rejects. */
export class Admission {
  readonly #options: Pick<RelayOptions, 'authorize' | 'log'>
  readonly #limitMs: number
  readonly #maxOpen: number
  readonly #open = new Set<OpenQuestion>()
  #closed = false

  /** `maxOpen` bounds the open questions: a flood must not queue up in the database that lessons need. */
  constructor(options: Pick<RelayOptions, 'authorize' | 'log'>, limitMs: number, maxOpen = Infinity) {
    this.#options = options
    this.#maxOpen = maxOpen
    this.#limitMs = limitMs
  }

  async ask(request: MediaRequest): Promise<Verdict> {
    if (this.#closed) return { allowed: false, why: 'SERVER_RESTART' }
    if (this.#open.size >= this.#maxOpen) return { allowed: false, why: 'TOO_MANY' }
    const { role, stream, protocol, remoteAddress } = request
    const facts = { role, stream, protocol, remoteAddress }
    const question: OpenQuestion = { request, revokedFor: undefined }
    this.#open.add(question)
    try {
      const answer = await within(this.#limitMs, this.#options.authorize(request))
      if (question.revokedFor) return { allowed: false, why: question.revokedFor }
      if (answer.allowed) return { allowed: true, memberId: answer.memberId, device: answer.device }
      this.#options.log.info({ ...facts, reason: answer.reason }, 'media refused')
      return { allowed: false, why: answer.isTakenOver ? 'TAKEN_OVER' : 'REFUSED' }
    } catch (error) {
      this.#options.log.error({ ...facts, err: error }, 'media could not be authorised')
      return { allowed: false, why: 'INTERNAL' }
    } finally {
      this.#open.delete(question)
    }
  }

  /** The stream was cut: admissions that are still pending were asked for before the cut and are refused. */
  revoke(stream: string, why: MediaCloseReason, roles: readonly MediaRole[]): void {
    for (const question of this.#open) {
      const { request } = question
      if (request.stream === stream && roles.includes(request.role)) question.revokedFor = why
    }
  }

  close(): void {
    this.#closed = true
    for (const question of this.#open) question.revokedFor = 'SERVER_RESTART'
  }
}
