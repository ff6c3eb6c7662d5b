import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { StartError } from './kernel/start-error'

const PORT_RANGE = 'a port number, 0 to 65535'
const port = (fallback: number) => z.string().regex(/^\d{1,5}$/, PORT_RANGE).transform(Number)
  .refine(value => value <= 65_535, PORT_RANGE).prefault(String(fallback))

const RETENTION_RANGE = 'days, 1 to 365'

const flag = z.enum(['0', '1'], '0 or 1').transform(value => value === '1')

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i
const hasScheme = (...schemes: string[]) => (value: string) =>
  URL.canParse(value) && schemes.includes(new URL(value).protocol)

/** An origin or address without a path: clients append `/api/v1/…` and `/live/…`. */
function httpOrigin(value: string): boolean {
  if (!hasScheme('http:', 'https:')(value)) return false
  const { pathname, search, username, password } = new URL(value)
  return pathname === '/' && `${search}${username}${password}` === ''
}

/** Host and port only: the relay appends `/live/…`. */
function rtmpOrigin(value: string): boolean {
  if (!hasScheme('rtmp:')(value)) return false
  const { hostname, port, pathname, search, hash, username, password } = new URL(value)
  const isHost = HOST_NAME.test(hostname) || isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
  return isHost && port !== '0' && (pathname === '' || pathname === '/') && `${search}${hash}${username}${password}` === ''
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** One row per environment variable. A check's message completes "Allowed: …". */
const environment = z.object({
  PORT: port(8080),
  RTMP_PORT: port(1935),
  HOST: z.string()
    .refine(
      value => isIP(value) !== 0 || HOST_NAME.test(value),
      'an IP address or host name, e.g. 127.0.0.1 or 0.0.0.0',
    )
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('./data').transform(path => resolve(path)),
  PUBLIC_URL: z.string().refine(httpOrigin, 'http(s)://host[:port] without a path, e.g. https://class.example.com')
    .transform(value => new URL(value).origin).optional(),
  RTMP_PUBLIC_URL: z.string()
    .refine(rtmpOrigin, 'rtmp://host[:port] without a path, e.g. rtmp://live.example.com:443')
    .transform(value => `rtmp://${new URL(value).host.toLowerCase()}`).optional(),
  DATABASE_URL: z.string()
    .refine(hasScheme('postgres:', 'postgresql:'), 'postgres://user:password@host:port/database').optional(),
  BUS_URL: z.undefined('leave it unset; several server processes on one bus come with a later release').optional(),
  MEDIA_ENGINE: z.literal('relay', 'relay (or unset); srs and tencent-css come with a later release').default('relay'),
  DEMO: flag.optional(),
  DEMO_PASSWORD: z.string().min(8, '8 to 256 characters').max(256, '8 to 256 characters').optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, LOG_LEVELS.join(', ')).default('info'),
  CORS_ORIGINS: z.string()
    .transform(list => list.split(',').map(origin => origin.trim()).filter(origin => origin !== ''))
    .refine(
      origins => origins.every(origin => httpOrigin(origin)),
      'origins joined by commas, e.g. https://class.example.com,https://school.example.com',
    )
    .transform(origins => origins.map(origin => new URL(origin).origin)).prefault(''),
  METRICS_TOKEN: z.string()
    .regex(/^[\w.~+/=-]{16,}$/, 'at least 16 of the characters A-Z a-z 0-9 . _ ~ + / = -').optional(),
  TRUST_PROXY: flag.default(false),
  QOS_RETENTION_DAYS: z.string().regex(/^\d{1,3}$/, RETENTION_RANGE).transform(Number)
    .refine(days => days >= 1 && days <= 365, RETENTION_RANGE).prefault('14'),
})

export interface Config {
  /** HTTP: API, channel, H5, HTTP-FLV; 0 picks a free port. */
  port: number
  rtmpPort: number
  host: string
  dataDir: string
  /** `http(s)://host[:port]`; when `undefined`, the request's own address is used. */
  publicUrl: string | undefined
  /** `rtmp://host[:port]`; when `undefined`, the host of the public URL and the relay's own port. */
  rtmpPublicUrl: string | undefined
  databaseUrl: string | undefined
  /** When `undefined`, the demo school is created in an empty embedded database. */
  demo: boolean | undefined
  demoPassword: string | undefined
  logLevel: (typeof LOG_LEVELS)[number]
  corsOrigins: string[]
  metricsToken: string | undefined
  /** Trust `X-Forwarded-*`: only behind a proxy that sets them. */
  trustProxy: boolean
  /** QoS samples are deleted after this many days. */
  qosRetentionDays: number
}

/** Variables whose value must not appear in an error line. */
const SECRET_VARIABLES = new Set(['DATABASE_URL', 'BUS_URL', 'DEMO_PASSWORD', 'METRICS_TOKEN'])

/** Reads the environment; an empty variable counts as not set. Throws a `StartError` that names the first wrong one. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const reading = environment.safeParse(set)
  if (!reading.success) throw wrongVariable(reading.error, set)
  const variables = reading.data
  return {
    port: variables.PORT,
    rtmpPort: variables.RTMP_PORT,
    host: variables.HOST,
    dataDir: variables.DATA_DIR,
    publicUrl: variables.PUBLIC_URL,
    rtmpPublicUrl: variables.RTMP_PUBLIC_URL,
    databaseUrl: variables.DATABASE_URL,
    demo: variables.DEMO,
    demoPassword: variables.DEMO_PASSWORD,
    logLevel: variables.LOG_LEVEL,
    corsOrigins: variables.CORS_ORIGINS,
    metricsToken: variables.METRICS_TOKEN,
    trustProxy: variables.TRUST_PROXY,
    qosRetentionDays: variables.QOS_RETENTION_DAYS,
  }
}

function wrongVariable(error: z.ZodError, set: Record<string, string | undefined>): StartError {
  const issue = error.issues[0]
  const name = String(issue?.path[0])
  const value = SECRET_VARIABLES.has(name) ? '(not shown)' : JSON.stringify(set[name])
  return new StartError(`${name}=${value} is not valid. Allowed: ${issue?.message ?? 'see README.md'}`)
}
