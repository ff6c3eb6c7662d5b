import { markTried, enqueue, readQueue, without } from './rules/qos-queue'
import type { WaitingBatch } from './rules/qos-queue'
import { ApiError, refusalOf } from '@/http/api-error'
import { api } from '@/http/http'
import { log } from '@/platform/log'

const STORAGE_KEY = 'kaike.qos'
/** Batches that waited go one after the other, not as a wave when a server is back. */
const PAUSE_MS = 1_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 60_000
/** Asked again this often whether the class leaves room. */
const HELD_MS = 5_000

/** Read anew each time: on H5 another tab may have sent or added something. */
const read = (): WaitingBatch[] => readQueue(uni.getStorageSync(STORAGE_KEY))

/** False where the storage is full or forbidden: the class goes on without a record. */
function write(queue: WaitingBatch[]): boolean {
  try {
    if (queue.length === 0) uni.removeStorageSync(STORAGE_KEY)
    else uni.setStorageSync(STORAGE_KEY, queue)
    return true
  } catch {
    return false
  }
}

/** What somebody else left behind on this device. */
function dropOthers(memberId: string): void {
  const queue = read()
  if (queue.some(batch => batch.memberId !== memberId)) write(queue.filter(batch => batch.memberId === memberId))
}

/** Sends samples of the network, later if need be: the class comes first. */
function createOutbox() {
  let mayNow = (): boolean => true
  let isSending = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Live sessions of which the server wants no more. */
  const full = new Set<string>()

  function later(memberId: string, delayMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void drain(memberId), delayMs)
  }

  async function drain(memberId: string): Promise<void> {
    if (isSending) return
    isSending = true
    try {
      const delayMs = await sendFirst(memberId)
      if (delayMs !== undefined) later(memberId, delayMs)
    } finally {
      isSending = false
    }
  }

  /** Resolves with the time until the next one, or with nothing when there is none. */
  async function sendFirst(memberId: string): Promise<number | undefined> {
    dropOthers(memberId)
    const [first] = read()
    if (!first) return undefined
    if (!mayNow()) return HELD_MS
    const { batch, sessionId } = first.body
    write(markTried(read(), batch))
    try {
      await api('reportQos', { params: { id: first.lessonId }, body: first.body })
    } catch (error) {
      // Signed out: it waits for whoever comes back.
      if (error instanceof ApiError && error.status === 401) return undefined
      const refusal = refusalOf(error)
      if (refusal === undefined) {
        failures += 1
        return Math.random() * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
      }
      if (refusal === 'QOS_FULL') full.add(sessionId)
      log.info(`qos: a batch was not wanted: ${refusal}`)
    }
    failures = 0
    write(without(read(), batch))
    return Math.random() * PAUSE_MS
  }

  return {
    /** While `may` says no, everything waits. Returns the function that takes this back. */
    holdUnless(may: () => boolean): () => void {
      mayNow = may
      return () => {
        if (mayNow === may) mayNow = () => true
      }
    },
    isFull: (sessionId: string): boolean => full.has(sessionId),
    add(batch: WaitingBatch): void {
      if (!write(enqueue(read(), batch))) log.warn('qos: samples could not be kept')
    },
    /** Sends what waits, unless that is under way or put off already. */
    send(memberId: string): void {
      if (failures === 0) void drain(memberId)
    },
    /** The network is back: what was put off goes now, each device a little later than the other. */
    sendSoon(memberId: string): void {
      failures = 0
      later(memberId, Math.random() * FIRST_RETRY_MS)
    },
  }
}

export const qosOutbox = createOutbox()
