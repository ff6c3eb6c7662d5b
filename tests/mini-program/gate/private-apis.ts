/**
 * Name of the data in WeChat's privacy guide → the APIs and `<tags>` that it covers. Source: WeChat's page
 * 小程序用户隐私保护指引内容介绍; only the kinds of data that a class may use.
 */
export const PRIVATE_APIS: Readonly<Record<string, readonly string[]>> = {
  摄像头: ['<live-pusher', '<camera', 'createVKSession'],
  麦克风: ['<live-pusher', 'startRecord', 'getRecorderManager', 'joinVoIPChat'],
  剪切板: ['setClipboardData', 'getClipboardData'],
  选中的照片或视频信息: ['chooseImage', 'chooseMedia', 'chooseVideo'],
  选中的文件: ['chooseMessageFile'],
  '相册（仅写入）': ['saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum'],
  位置信息: [
    'getLocation', 'getFuzzyLocation', 'startLocationUpdate', 'chooseLocation', 'choosePoi', 'onLocationChange',
  ],
  通讯录: ['addPhoneContact', 'chooseContact'],
  日历: ['addPhoneCalendar', 'addPhoneRepeatCalendar'],
  蓝牙: ['openBluetoothAdapter', 'createBLEPeripheralServer'],
  加速传感器: ['startAccelerometer', 'onAccelerometerChange'],
  磁场传感器: ['startCompass', 'onCompassChange'],
  方向传感器: ['startDeviceMotionListening', 'onDeviceMotionChange'],
  陀螺仪传感器: ['startGyroscope', 'onGyroscopeChange'],
}
