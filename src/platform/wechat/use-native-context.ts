import { getCurrentInstance, onBeforeUnmount, onMounted, watch } from 'vue'
import type { ComponentPublicInstance } from 'vue'
import { callNative, callNativeNow } from './native-context'
import type { NativeContext } from './native-context'

type ContextMaker = (component: ComponentPublicInstance | null) => unknown

interface Rebuild { over: Promise<void>, end: () => void }

function startRebuild(): Rebuild {
  let end = (): void => {}
  const over = new Promise<void>(resolve => { end = resolve })
  return { over, end }
}

/**
* The context of a port's native tag. A new `generation` creates a new tag; commands in between wait for its context,
* since the old context reaches nothing.
 */
export function useNativeContext(create: ContextMaker, generation: () => number) {
  const proxy = getCurrentInstance()?.proxy ?? null
  // Not reactive: Vue's proxy around a native context breaks its callbacks.
  let context: NativeContext | undefined
  let rebuild: Rebuild | undefined

  const open = (): void => { context = create(proxy) as NativeContext }
  const end = (): void => {
    const ended = rebuild
    rebuild = undefined
    ended?.end()
  }

  onMounted(open)
  watch(generation, () => {
    const before = rebuild
    const started = startRebuild()
    rebuild = started
    context = undefined
    // Commands that wait for the previous context wait for this one instead.
    before?.end()
    // uni's `$nextTick` runs when the page has the data and the tag exists.
    void proxy?.$nextTick().then(() => {
      if (rebuild !== started) return
      open()
      end()
    })
  }, { flush: 'post' })
  onBeforeUnmount(() => {
    context = undefined
    end()
  })

  /** Runs immediately if no rebuild is in progress: some commands work only inside the tap that they answer. */
  const whenReady = (run: () => Promise<unknown>): Promise<unknown> =>
    (rebuild ? rebuild.over.then(() => whenReady(run)) : run())

  return {
    call: (command: string, options?: object): Promise<unknown> =>
      whenReady(() => callNative(context, command, options)),
    callNow: (command: string, ...values: unknown[]): Promise<unknown> =>
      whenReady(() => callNativeNow(context, command, ...values)),
  }
}
