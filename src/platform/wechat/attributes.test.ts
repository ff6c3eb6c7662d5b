import { expect, test } from 'vitest'
import { LIVE_PLAYER_DEFAULTS } from '../live-player.defaults'
import { LIVE_PUSHER_DEFAULTS } from '../live-pusher.defaults'
import type { LivePusherProps } from '../live-pusher.types'
import { playerAttributes, pusherAttributes } from './attributes'

const pusher = (version: string, props: Partial<LivePusherProps>) =>
  pusherAttributes({ version }, { ...LIVE_PUSHER_DEFAULTS, ...props })

test('a mode that an old WeChat lacks becomes the next larger one', () => {
  expect(pusher('3.4.0', { mode: 'QVGA' }).mode).toBe('SD')
  expect(pusher('3.4.0', { mode: 'HVGA' }).mode).toBe('SD')
  expect(pusher('3.5.0', { mode: 'QVGA' }).mode).toBe('QVGA')
  expect(pusher('2.10.3', { mode: 'FHD' }).mode).toBe('FHD')
})

test('a class uses the size of its mode, a call its own size', () => {
  expect(pusher('3.5.0', { mode: 'FHD', orientation: 'horizontal' }))
    .toMatchObject({ videoWidth: 720, videoHeight: 1280 })
  expect(pusher('3.5.0', { mode: 'HD', aspect: '3:4' })).toMatchObject({ videoWidth: 540, videoHeight: 720 })
  expect(pusher('3.5.0', { mode: 'RTC', videoWidth: 480, videoHeight: 480 }))
    .toMatchObject({ videoWidth: 480, videoHeight: 480 })
})

test('the frame rate keeps its default in a WeChat that does not support it', () => {
  expect(pusher('2.30.0', { fps: 24 }).fps).toBe(15)
  expect(pusher('2.31.0', { fps: 24 }).fps).toBe(24)
})

test('the position of the floating window stays empty in a version without it', () => {
  const props = {
    ...LIVE_PLAYER_DEFAULTS, pictureInPictureInitPosition: '(right, 60%)', pictureInPictureMode: ['push', 'pop'],
  } as const
  expect(playerAttributes({ version: '3.2.0' }, props))
    .toMatchObject({ pictureInPictureInitPosition: '', pictureInPictureMode: ['push', 'pop'] })
  expect(playerAttributes({ version: '3.3.0' }, props).pictureInPictureInitPosition).toBe('(right, 60%)')
})
