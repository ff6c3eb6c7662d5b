import { Driver } from './driver'
import { Host } from './host'
import { watchHover } from './view/hover'
import type { BootOptions } from './options.types'

/** `message` of an Error, `errMsg` of a failed API, otherwise the reason as text. */
function textOf(reason: unknown): string {
  const { message, errMsg } = reason as { message?: string, errMsg?: string }
  return String(message ?? errMsg ?? reason)
}

declare global {
  interface Window {
    kaike: { boot: (options: BootOptions, since: Record<string, string>) => Promise<void>, driver?: Driver }
  }
}

watchHover()
window.kaike = {
  async boot(options, since) {
    const host = new Host(options, since)
    window.kaike.driver = new Driver(host)
    window.addEventListener('error', ({ message }) => host.problems.add('script', message))
    window.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
      host.problems.add('script', `unhandled: ${textOf(reason)}`)
    })
    window.addEventListener('resize', () => host.pages.resized())
    await host.launch()
  },
}
