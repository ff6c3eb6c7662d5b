import { ref } from 'vue'
import type { Ref } from 'vue'
import { t } from '@/i18n'
import type { LivePusherCommands } from '@/platform/live-pusher.types'
import { savePicture } from './picture-saver'

/** By the device's clock: `kaike-20261123-080509.jpg`. */
export function pictureName(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `kaike-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.jpg`
}

/** A picture of the class as it is sent, kept on the teacher's device. */
export function useSnapshot(component: Ref<Pick<LivePusherCommands, 'snapshot'> | null>) {
  const isTaking = ref(false)

  async function take(): Promise<void> {
    if (isTaking.value || !component.value) return
    isTaking.value = true
    try {
      const { tempImagePath } = await component.value.snapshot({ quality: 'raw' })
      const where = await savePicture(tempImagePath, pictureName(new Date()))
      void uni.showToast({ title: t(`onAir.snapshot.${where}`), icon: 'success' })
    } catch {
      void uni.showToast({ title: t('onAir.snapshot.failed'), icon: 'none' })
    } finally {
      isTaking.value = false
    }
  }

  return { isTaking, take }
}
