import { capsuleRect, STATUS_BAR_PX } from '../view/page-frame'
import type { Host } from '../host'
import type { Api } from './api'
import { asyncApi } from './api'

const PHONES = {
  ios: { brand: 'iPhone', model: 'iPhone 15<iPhone15,4>', system: 'iOS 18.1', abi: 'arm64' },
  android: { brand: 'Xiaomi', model: '2211133C', system: 'Android 14', abi: 'arm64-v8a' },
  devtools: { brand: 'devtools', model: 'iPhone 12/13 (Pro)', system: 'iOS 10.0.1', abi: 'x86' },
} as const

/** APIs for information on phone, window and WeChat. */
export function deviceApis(host: Host): Record<string, Api> {
  const { options } = host
  const phone = PHONES[options.platform]
  const deviceInfo = () => ({
    ...phone, platform: options.platform, benchmarkLevel: 30, memorySize: 6144, cpuType: 'A16',
  })
  const windowInfo = () => {
    const { innerWidth: width, innerHeight: height, devicePixelRatio: pixelRatio } = window
    return {
      pixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: host.pages.top?.frame.height ?? height,
      statusBarHeight: STATUS_BAR_PX,
      screenTop: height - (host.pages.top?.frame.height ?? height),
      safeArea: { left: 0, right: width, top: STATUS_BAR_PX, bottom: height, width, height: height - STATUS_BAR_PX },
    }
  }
  const appBaseInfo = () => ({
    SDKVersion: options.baseLibrary,
    enableDebug: false,
    host: { env: 'WeChat' },
    language: options.language,
    version: '8.0.50',
    theme: host.theme,
    fontSizeSetting: 17,
    fontSizeScaleFactor: 1,
  })
  const systemInfo = () => ({
    ...deviceInfo(),
    ...windowInfo(),
    ...appBaseInfo(),
    cameraAuthorized: options.system.camera,
    microphoneAuthorized: options.system.microphone,
  })
  const authorized = (isAllowed: boolean) => (isAllowed ? 'authorized' : 'denied')

  return {
    getSystemInfoSync: systemInfo,
    getSystemInfo: asyncApi('getSystemInfo', systemInfo),
    getSystemInfoAsync: asyncApi('getSystemInfoAsync', systemInfo),
    getDeviceInfo: deviceInfo,
    getWindowInfo: windowInfo,
    getAppBaseInfo: appBaseInfo,
    getSystemSetting: () => ({
      bluetoothEnabled: true,
      locationEnabled: true,
      wifiEnabled: true,
      deviceOrientation: window.innerWidth > window.innerHeight ? 'landscape' : 'portrait',
    }),
    getAppAuthorizeSetting: () => ({
      albumAuthorized: 'authorized',
      bluetoothAuthorized: 'authorized',
      locationAuthorized: 'authorized',
      notificationAuthorized: 'authorized',
      cameraAuthorized: authorized(options.system.camera),
      microphoneAuthorized: authorized(options.system.microphone),
    }),
    getMenuButtonBoundingClientRect: capsuleRect,
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'release', version: '' } }),
    getLaunchOptionsSync: () => host.app.launchOptions,
    getEnterOptionsSync: () => host.app.launchOptions,
    getNetworkType: asyncApi('getNetworkType', () => ({ networkType: host.networkType, weakNet: false })),
    getBatteryInfoSync: () => ({ level: 80, isCharging: false }),
    setKeepScreenOn: asyncApi<{ keepScreenOn: boolean }>('setKeepScreenOn', ({ keepScreenOn }) => {
      host.keepsScreenOn = keepScreenOn
      return undefined
    }),
    vibrateShort: asyncApi('vibrateShort', ({ type = 'medium' }: { type?: string }) =>
      host.note('vibrateShort', { type })),
    vibrateLong: asyncApi('vibrateLong', () => host.note('vibrateLong', {})),
  }
}
