/** Settings from the environment, parsed once. A wrong value stops the start with its name and what is allowed. */
import { parseBusAddress } from './bus/address.ts'
import { type LogLevel, logLevels } from './observe/log.ts'

export type WebSource =
  | { readonly name: 'child' }
  | { readonly name: 'off' }
  | { readonly name: 'url'; readonly url: string }

export interface Limits {
  readonly messageBytes: number
  readonly roomBytes: number
  readonly assetBytes: number
  readonly peersPerRoom: number
  readonly connectionsPerAddress: number
  readonly messagesPerSecond: number
  readonly presenceBytesPerSecond: number
  readonly bytesPerAddressPerDay: number
  readonly roomsPerAddressPerDay: number
  readonly roomsPerDay: number
  /** null: what the disk has, but for a spare part. */
  readonly totalBytes: number | null
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly storageUrl: string
  /** Connections of this process to a database. */
  readonly databasePool: number
  readonly busUrl: string
  readonly busCaPath: string | null
  readonly web: WebSource
  /** With `basePath` and without a trailing slash; null: derived from the request. */
  readonly publicUrl: string | null
  /** The path below which everything is reached: `/whiteboard`, or nothing. */
  readonly basePath: string
  readonly allowedOrigins: readonly string[] | '*'
  /** Origins whose pages may show a board in a frame, beside our own. */
  readonly frameAncestors: readonly string[] | '*'
  readonly tls: { readonly certPath: string; readonly keyPath: string } | null
  readonly secret: string | null
  /** `made`: one that the server makes and keeps; null: none. */
  readonly adminToken: string | 'made' | null
  readonly adHocRooms: boolean
  readonly heartbeatMs: number
  readonly limits: Limits
  readonly trustProxy: boolean
  readonly logLevel: LogLevel
  /** 0: no automatic versions. */
  readonly versionDays: number
  /** Days after which a room that nobody opens is deleted; 0: never. */
  readonly roomExpiryDays: number
}

export type Environment = Readonly<Record<string, string | undefined>>

/** All that is wrong at once, so that nobody has to start five times to learn five mistakes. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
  }
}

const MIB = 1024 * 1024
/** More than any disk. */
const MAX_COUNTED = 2 ** 50
const MIN_SECRET_LENGTH = 32
const MIN_ADMIN_TOKEN_LENGTH = 16
const ADMIN_TOKEN = new RegExp(`^\\S{${MIN_ADMIN_TOKEN_LENGTH},}$`)
const STORAGE_SCHEME = /^(lmdb:.+|memory:|postgres(ql)?:\/\/.+)$/
/** A `#` in a password would cut the address short. */
const STORAGE_ALLOWED =
  'lmdb:FOLDER, memory: or postgres://USER@HOST/DATABASE (a password with signs like # @ / goes into PGPASSWORD)'
const ORIGINS_ALLOWED = '* or a list of origins like https://example.org'
/** They are named in a header of every embedded page. */
const MAX_FRAME_ANCESTORS = 50
const BUS_SCHEME = /^(local:|(rediss?(\+sentinel|\+cluster)?|nats|tls):\/\/.+)$/
const BUS_ALLOWED =
  'local:, redis://HOST, redis+cluster://HOST,HOST, redis+sentinel://HOST/MASTER, nats://HOST, or with TLS rediss…:// and tls://'
const BUS_WITH_TLS = /^(rediss(\+sentinel|\+cluster)?|tls):/

export function readConfig(env: Environment): Config {
  const problems: string[] = []
  /** An empty variable counts as unset: compose files pass them that way. */
  function read<T>(name: string, initial: T, allowed: string, parse: (text: string) => T | undefined): T {
    const text = env[name]?.trim()
    if (text === undefined || text === '') return initial
    const value = parse(text)
    if (value !== undefined) return value
    problems.push(`${name} is not valid; allowed: ${allowed}`)
    return initial
  }
  const whole = (name: string, initial: number, min: number, max: number): number =>
    read(name, initial, `a whole number from ${min} to ${max}`, (text) => {
      const value = Number(text)
      return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined
    })
  const onOff = (name: string, initial: boolean): boolean =>
    read(name, initial, 'on or off', (text) => (text === 'on' ? true : text === 'off' ? false : undefined))
  const text = (name: string, allowed: string, isValid: (text: string) => boolean): string | null =>
    read<string | null>(name, null, allowed, (value) => (isValid(value) ? value : undefined))

  const certPath = text('TLS_CERT', 'the path of a PEM file', () => true)
  const keyPath = text('TLS_KEY', 'the path of a PEM file', () => true)
  if (certPath && !keyPath) problems.push('TLS_KEY is missing; allowed: the path of a PEM file, as TLS_CERT is set')
  if (keyPath && !certPath) problems.push('TLS_CERT is missing; allowed: the path of a PEM file, as TLS_KEY is set')

  const basePath = read('BASE_PATH', '', 'a path like /whiteboard', parseBasePath)
  const publicUrl = read<string | null>('PUBLIC_URL', null, 'an http(s) URL without query', parsePublicUrl)
  const publicPath = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/^\/$/, '')
  if (publicPath !== '' && publicPath !== basePath) {
    problems.push(
      `PUBLIC_URL has the path ${publicPath}; allowed: none, or that of BASE_PATH (set BASE_PATH=${publicPath})`,
    )
  }

  const config: Config = {
    port: whole('PORT', 3000, 0, 65_535),
    host: read('HOST', '::', 'a host name or an address', parseHost),
    storageUrl: read('STORAGE_URL', 'lmdb:./data', STORAGE_ALLOWED, parseStorage),
    databasePool: whole('DATABASE_POOL', 8, 2, 1000),
    busUrl: read('BUS_URL', 'local:', BUS_ALLOWED, parseBus),
    busCaPath: text('BUS_CA', 'the path of a PEM file', () => true),
    web: read<WebSource>('WEB', { name: 'child' }, 'on, off or an http(s) URL', parseWeb),
    publicUrl: publicUrl === null || publicPath !== '' ? publicUrl : publicUrl + basePath,
    basePath,
    allowedOrigins: read('ALLOWED_ORIGINS', [], ORIGINS_ALLOWED, parseOrigins),
    frameAncestors: read('FRAME_ANCESTORS', [], `${ORIGINS_ALLOWED}, up to ${MAX_FRAME_ANCESTORS}`, (text) => {
      const origins = parseOrigins(text)
      return origins !== undefined && origins.length > MAX_FRAME_ANCESTORS ? undefined : origins
    }),
    tls: certPath && keyPath ? { certPath, keyPath } : null,
    secret: text('SECRET', `at least ${MIN_SECRET_LENGTH} characters`, atLeast(MIN_SECRET_LENGTH)),
    adminToken: read<string | null>(
      'ADMIN_TOKEN',
      'made',
      `at least ${MIN_ADMIN_TOKEN_LENGTH} characters without white space, or off`,
      (value) => (value === 'off' ? null : ADMIN_TOKEN.test(value) ? value : undefined),
    ),
    adHocRooms: onOff('AD_HOC_ROOMS', true),
    heartbeatMs: whole('HEARTBEAT_MS', 5000, 100, 600_000),
    limits: {
      messageBytes: whole('MAX_MESSAGE_BYTES', 8 * MIB, 1024, 1024 * MIB),
      roomBytes: whole('MAX_ROOM_BYTES', 64 * MIB, 1024, 4096 * MIB),
      assetBytes: whole('MAX_ASSET_BYTES', 20 * MIB, 1024, 1024 * MIB),
      peersPerRoom: whole('MAX_PEERS_PER_ROOM', 1000, 1, 100_000),
      connectionsPerAddress: whole('MAX_CONNECTIONS_PER_ADDRESS', 200, 1, 1_000_000),
      messagesPerSecond: whole('MAX_MESSAGES_PER_SECOND', 200, 1, 1_000_000),
      presenceBytesPerSecond: whole('MAX_PRESENCE_BYTES_PER_SECOND', 125_000, 1000, 1_000_000_000),
      bytesPerAddressPerDay: whole('MAX_BYTES_PER_ADDRESS_PER_DAY', 512 * MIB, MIB, MAX_COUNTED),
      roomsPerAddressPerDay: whole('MAX_ROOMS_PER_ADDRESS_PER_DAY', 1000, 1, 1_000_000_000),
      roomsPerDay: whole('MAX_ROOMS_PER_DAY', 50_000, 1, 1_000_000_000),
      totalBytes: whole('MAX_TOTAL_BYTES', 0, 0, MAX_COUNTED) || null,
    },
    trustProxy: onOff('TRUST_PROXY', false),
    logLevel: read<LogLevel>('LOG_LEVEL', 'info', logLevels.join(', '), (level) =>
      logLevels.find((known) => known === level),
    ),
    versionDays: whole('VERSION_DAYS', 90, 0, 36_500),
    roomExpiryDays: whole('ROOM_EXPIRY_DAYS', 0, 0, 36_500),
  }
  if (config.busCaPath && !BUS_WITH_TLS.test(config.busUrl)) {
    problems.push('BUS_CA is set; allowed only where BUS_URL speaks TLS: rediss…:// or tls://')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function parseBus(text: string): string | undefined {
  if (!BUS_SCHEME.test(text)) return undefined
  // The driver of Redis reads its own addresses.
  if (/^(local|rediss?):/.test(text)) return text
  const address = parseBusAddress(text, 1)
  return address && (address.path !== '' || !text.includes('+sentinel:')) ? text : undefined
}

function parseStorage(text: string): string | undefined {
  if (!STORAGE_SCHEME.test(text)) return undefined
  if (!text.startsWith('postgres')) return text
  return URL.canParse(text) && new URL(text).hash === '' ? text : undefined
}

const atLeast =
  (length: number) =>
  (text: string): boolean =>
    text.length >= length

function parseHttpUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && ['http:', 'https:'].includes(url.protocol) ? url : undefined
}

function parseWeb(text: string): WebSource | undefined {
  if (text === 'on') return { name: 'child' }
  if (text === 'off') return { name: 'off' }
  const url = parseHttpUrl(text)
  return url && { name: 'url', url: url.href.replace(/\/$/, '') }
}

/** What our own routes begin with cannot be what lies before them. */
const TAKEN_PATHS = /^\/(?:api|sync|sync-sse|healthz|readyz|metrics|oembed|r|_next)(?:\/|$)/

/** With a leading and without a trailing slash; `/` alone is nothing. */
function parseBasePath(text: string): string | undefined {
  const path = `/${text.replace(/^\/|\/$/g, '')}`
  if (path === '/') return ''
  const isPath = path
    .split('/')
    .slice(1)
    .every((part) => /^[\w~-][\w.~-]*$/.test(part))
  return isPath && !TAKEN_PATHS.test(path) ? path : undefined
}

/** `*` and `::` listen on IPv4 and IPv6. */
function parseHost(text: string): string | undefined {
  const host = text === '*' ? '::' : text.replace(/^\[([\da-f:.%\w]+)\]$/i, '$1')
  return /^[\w.:%-]+$/.test(host) ? host : undefined
}

function parsePublicUrl(text: string): string | undefined {
  const url = parseHttpUrl(text)
  if (!url || [url.search, url.hash, url.username, url.password].some((part) => part !== '')) return undefined
  let path = url.pathname
  while (path.endsWith('/')) path = path.slice(0, -1)
  return url.origin + path
}

/** As browsers write them: lower case, without the port that goes without saying. */
function parseOrigins(text: string): readonly string[] | '*' | undefined {
  if (text === '*') return '*'
  const origins = new Set<string>()
  for (const part of text.split(/[\s,]+/)) {
    if (part === '') continue
    const url = parseHttpUrl(part)
    // Hosts may hold `;` and `*` by the letter of the URL standard, which mean something in the headers they go into.
    const isOrigin = url?.href === `${url?.origin}/` && /^[\w.:[\]-]+$/.test(url.host) && !/[?#]/.test(part)
    if (!url || !isOrigin) return undefined
    origins.add(url.origin)
  }
  return [...origins]
}
