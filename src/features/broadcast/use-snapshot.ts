import { ref } from 'vue'
import type { Ref } from 'vue'
import { t } from './messages'
import type { LivePusherCommands } from '@/platform/live-pusher.types'
import { savePicture } from './picture-saver'

/** File name by the device's clock: `kaike-20261123-080509.jpg`. */
export function pictureName(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `kaike-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.jpg`
}

/** Takes a picture of the sent video and saves it on the teacher's device. */
export function useSnapshot(component: Ref<Pick<LivePusherCommands, 'snapshot'> | null>) {
  const isTaking = ref(false)

  async function take(): Promise<void> {
    if (isTaking.value || !component.value) return
    isTaking.value = true
    try {
      const { tempImagePath } = await component.value.snapshot({ quality: 'raw' })
      const where = await savePicture(tempImagePath, pictureName(new Date()))
      void uni.showToast({ title: t(`broadcast.snapshot.${where}`), icon: 'success' })
    } catch {
      void uni.showToast({ title: t('broadcast.snapshot.failed'), icon: 'none' })
    } finally {
      isTaking.value = false
    }
  }

  return { isTaking, take }
}
