import { markTried, enqueue, readQueue, without } from './rules/qos-queue'
import type { WaitingBatch } from './rules/qos-queue'
import { ApiError, refusalOf } from '@/http/api-error'
import { api } from '@/http/http'
import { log } from '@/platform/log'

const STORAGE_KEY = 'kaike.qos'
/** Pause between waiting batches, so that they do not arrive as a wave when the server is back. */
const PAUSE_MS = 1_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 60_000
/** Interval of the check whether sending is allowed again. */
const HELD_MS = 5_000

/** Reads storage each time: on H5 another tab may have sent or added a batch. */
const read = (): WaitingBatch[] => readQueue(uni.getStorageSync(STORAGE_KEY))

/** False if the storage is full or forbidden: the class continues without a record. */
function write(queue: WaitingBatch[]): boolean {
  try {
    if (queue.length === 0) uni.removeStorageSync(STORAGE_KEY)
    else uni.setStorageSync(STORAGE_KEY, queue)
    return true
  } catch {
    return false
  }
}

/** Removes the batches of other members on this device. */
function dropOthers(memberId: string): void {
  const queue = read()
  if (queue.some(batch => batch.memberId !== memberId)) write(queue.filter(batch => batch.memberId === memberId))
}

/** Sends network samples, and waits while the class needs the network. */
function createOutbox() {
  let canSend = (): boolean => true
  let isSending = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Live sessions for which the server accepts no more samples. */
  const full = new Set<string>()

  function schedule(memberId: string, delayMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void drain(memberId), delayMs)
  }

  async function drain(memberId: string): Promise<void> {
    if (isSending) return
    isSending = true
    try {
      const delayMs = await sendFirst(memberId)
      if (delayMs !== undefined) schedule(memberId, delayMs)
    } finally {
      isSending = false
    }
  }

  /** Resolves with the delay of the next batch, or undefined if there is none. */
  async function sendFirst(memberId: string): Promise<number | undefined> {
    dropOthers(memberId)
    const [first] = read()
    if (!first) return undefined
    if (!canSend()) return HELD_MS
    const { batch, sessionId } = first.body
    write(markTried(read(), batch))
    try {
      await api('reportQosSamples', { params: { id: first.lessonId }, body: first.body })
    } catch (error) {
      // Signed out: the batch waits for the next sign-in.
      if (error instanceof ApiError && error.status === 401) return undefined
      const refusal = refusalOf(error)
      if (refusal === undefined) {
        failures += 1
        return Math.random() * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
      }
      if (refusal === 'QOS_FULL') full.add(sessionId)
      log.info(`qos: batch refused: ${refusal}`)
    }
    failures = 0
    write(without(read(), batch))
    return Math.random() * PAUSE_MS
  }

  return {
    /** Holds all batches while `check` returns false. Returns a function that removes the check. */
    holdUnless(check: () => boolean): () => void {
      canSend = check
      return () => {
        if (canSend === check) canSend = () => true
      }
    },
    isFull: (sessionId: string): boolean => full.has(sessionId),
    add(batch: WaitingBatch): void {
      if (!write(enqueue(read(), batch))) log.warn('qos: samples could not be stored')
    },
    /** Sends the waiting batches, unless sending is in progress or delayed after a failure. */
    send(memberId: string): void {
      if (failures === 0) void drain(memberId)
    },
    /** The network is back: sends delayed batches after a random time, different on each device. */
    sendSoon(memberId: string): void {
      failures = 0
      schedule(memberId, Math.random() * FIRST_RETRY_MS)
    },
  }
}

export const qosOutbox = createOutbox()
