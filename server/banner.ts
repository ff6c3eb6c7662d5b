import { networkInterfaces } from 'node:os'
import type { RunningServer } from './app'
import type { Config } from './config'
import { rtmpAddress } from './modules/class/module'

const LOOPBACK = /^(127\.|::1$|localhost$)/
const ALL_ADDRESSES = /^(0\.0\.0\.0|::)$/

/** Text for the operator after a start, in both languages. */
export function banner(server: Omit<RunningServer, 'app' | 'close'>, config: Config): string {
  const url = config.publicUrl ?? reachableUrl(server.url, config.host)
  const rtmp = rtmpAddress({ rtmpPublicUrl: config.rtmpPublicUrl, publicUrl: url, rtmpPort: server.rtmpPort })
  return [
    '',
    '开课 Kaike 已启动 · is running',
    '',
    `  网页 Web app      ${url}/`,
    `  接口文档 API docs  ${url}/api/docs`,
    `  推流 RTMP         rtmp://${rtmp.host}:${rtmp.port}/live`,
    `  数据 Data         ${dataPlace(server.database, config.dataDir)}`,
    '',
    ...hostLines(config),
    ...accountLines(server),
    '',
  ].join('\n')
}

const dataPlace = (kind: RunningServer['database'], dataDir: string): string =>
  kind === 'embedded' ? `${dataDir}（内置数据库 embedded database）` : 'PostgreSQL (DATABASE_URL)'
/** `http://0.0.0.0` cannot be opened, so the machine's own network address is shown instead. */
function reachableUrl(url: string, host: string): string {
  if (!ALL_ADDRESSES.test(host)) return url
  const addresses = Object.values(networkInterfaces()).flatMap(found => found ?? [])
  const ours = addresses.find(({ family, internal }) => family === 'IPv4' && !internal)
  return `http://${ours?.address ?? '127.0.0.1'}:${new URL(url).port}`
}

function hostLines({ host }: Config): string[] {
  if (LOOPBACK.test(host)) {
    return [
      '  只有本机能访问。要让同一网络的手机访问，请设置 HOST=0.0.0.0；浏览器在非本机地址上需要 HTTPS 才能使用摄像头。',
      '  Only this machine can reach it. For phones in the same network set HOST=0.0.0.0; '
      + 'browsers give the camera to other addresses only over HTTPS.',
      '',
    ]
  }
  return [
    `  HOST=${host}：网络中的其他设备也能访问。面向公网时请在前面放置 HTTPS 反向代理，并设置 PUBLIC_URL 和 TRUST_PROXY=1。`,
    `  HOST=${host}: other devices in the network can reach it. `
    + 'For the internet put an HTTPS proxy in front and set PUBLIC_URL and TRUST_PROXY=1.',
    '',
  ]
}

const FIRST_TO_TRY = ['admin', 'teacher', 'student']

function accountLines({ newDemoAccounts }: Pick<RunningServer, 'newDemoAccounts'>): string[] {
  if (!newDemoAccounts) return []
  const rows = newDemoAccounts.accounts.filter(({ account }) => FIRST_TO_TRY.includes(account))
  return [
    '  示范学校账号（只显示这一次） · Accounts of the demo school (shown only once)',
    ...rows.map(({ account, password }) => `    ${account.padEnd(8)}  ${password}`),
    `    更多 more: ${newDemoAccounts.file}`,
    '',
    '  下一步：用 teacher 登录，打开正在进行的课程并开始上课；再用无痕窗口以 student 登录观看。',
    '  Next: sign in as teacher, open the lesson that is on now and start it; '
    + 'then watch as student in a private window.',
  ]
}
