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
 * The context of a port's native tag. Another `generation` means another tag: what is commanded meanwhile waits for the
 * new context, since the old one reaches nothing any more.
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
    // Whoever waits for the one before goes on to wait for this one.
    before?.end()
    // uni's `$nextTick` comes when the page has the data, and with it the tag.
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

  /** At once where nothing is being rebuilt: some commands count only inside the tap that they answer. */
  const whenReady = (run: () => Promise<unknown>): Promise<unknown> =>
    (rebuild ? rebuild.over.then(() => whenReady(run)) : run())

  return {
    call: (command: string, options?: object): Promise<unknown> => whenReady(() => callNative(context, command, options)),
    callNow: (command: string, ...values: unknown[]): Promise<unknown> => whenReady(() => callNativeNow(context, command, ...values)),
  }
}
