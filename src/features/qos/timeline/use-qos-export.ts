import { ref, shallowRef } from 'vue'
import { t } from './messages'
import { fileSaver } from '@/platform/device/save-file'
import type { TextFile } from '@/platform/device/save-file.types'
import { messageOf } from '@/http/api-error'

export type ExportFormat = 'csv' | 'json'

export interface QosExportOptions {
  load: (format: ExportFormat) => Promise<TextFile>
}

/** Export of the timeline as a file. WeChat needs a second tap to send it. */
export function useQosExport({ load }: QosExportOptions) {
  const isExporting = ref<ExportFormat>()
  /** Message of the last export that failed; empty without one. */
  const failure = ref('')
  /** A loaded file that waits for the tap that WeChat requires. */
  const ready = shallowRef<TextFile>()

  async function exportAs(format: ExportFormat): Promise<void> {
    if (isExporting.value) return
    isExporting.value = format
    failure.value = ''
    ready.value = undefined
    try {
      const file = await load(format)
      if (fileSaver.needsTap) ready.value = file
      else await save(file)
    } catch (thrown) {
      failure.value = messageOf(thrown)
    } finally {
      isExporting.value = undefined
    }
  }

  async function save(file: TextFile): Promise<void> {
    try {
      const delivery = await fileSaver.save(file)
      ready.value = undefined
      if (delivery !== 'shared') void uni.showToast({ title: t(`qos.${delivery}`), icon: 'none' })
    } catch {
      failure.value = t('qos.notSaved')
    }
  }

  return {
    exportAs, isExporting, failure, ready,
    sendReady: (): Promise<void> => (ready.value ? save(ready.value) : Promise.resolve()),
  }
}
