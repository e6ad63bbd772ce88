import { expect, test } from 'vitest'
import { ConfigError, type Environment, readConfig } from '../../../server/config.ts'

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('nothing set gives the promised defaults', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '::',
    storageUrl: 'lmdb:./data',
    databasePool: 8,
    busUrl: 'local:',
    busCaPath: null,
    web: { name: 'child' },
    publicUrl: null,
    basePath: '',
    allowedOrigins: [],
    frameAncestors: [],
    tls: null,
    secret: null,
    adminToken: 'made',
    adHocRooms: true,
    heartbeatMs: 5000,
    limits: {
      messageBytes: 8 * 1024 * 1024,
      roomBytes: 64 * 1024 * 1024,
      assetBytes: 20 * 1024 * 1024,
      peersPerRoom: 1000,
      connectionsPerAddress: 200,
      messagesPerSecond: 200,
      presenceBytesPerSecond: 125_000,
      bytesPerAddressPerDay: 512 * 1024 * 1024,
      roomsPerAddressPerDay: 1000,
      roomsPerDay: 50_000,
      totalBytes: null,
    },
    trustProxy: false,
    logLevel: 'info',
    versionDays: 90,
    roomExpiryDays: 0,
  })
})

test('BUS_CA is for a bus that speaks TLS', () => {
  expect(problemsOf({ BUS_URL: 'nats://x', BUS_CA: 'ca.pem' })).toEqual([
    'BUS_CA is set; allowed only where BUS_URL speaks TLS: rediss…:// or tls://',
  ])
})

test.each([
  ['PORT', '80a'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['HOST', 'two words'],
  ['STORAGE_URL', 'sqlite:x'],
  ['STORAGE_URL', 'lmdb:'],
  ['STORAGE_URL', 'postgres://ink:pa#ss@db/inkroom'],
  ['STORAGE_URL', 'postgres://ink:pa/ss@db/inkroom'],
  ['BUS_URL', 'kafka://x'],
  ['BUS_URL', 'nats://host:port'],
  ['BUS_URL', 'redis+sentinel://host'],
  ['WEB', 'maybe'],
  ['FRAME_ANCESTORS', 'wiki.example.org'],
  ['FRAME_ANCESTORS', 'https://wiki.example.org/page'],
  ['FRAME_ANCESTORS', 'https://*.example.org'],
  ['FRAME_ANCESTORS', "https://a.org, 'self'"],
  ['FRAME_ANCESTORS', 'https://ada:secret@a.org'],
  ['FRAME_ANCESTORS', 'https://a.org;script-src'],
  ['FRAME_ANCESTORS', Array.from({ length: 51 }, (_, i) => `https://a${i}.org`).join(',')],
  ['WEB', 'ftp://x'],
  ['PUBLIC_URL', 'example.org'],
  ['PUBLIC_URL', 'https://example.org/?a=1'],
  ['PUBLIC_URL', 'https://user:pass@example.org'],
  ['HOST', '[::1'],
  ['BASE_PATH', 'two words'],
  ['BASE_PATH', '/a//b'],
  ['BASE_PATH', '/a/../b'],
  ['BASE_PATH', '/a?b'],
  ['BASE_PATH', '/api'],
  ['BASE_PATH', '/r/draw'],
  ['BASE_PATH', '_next'],
  ['MAX_TOTAL_BYTES', '-1'],
  ['MAX_BYTES_PER_ADDRESS_PER_DAY', '0'],
  ['MAX_ROOMS_PER_DAY', 'many'],
  ['ALLOWED_ORIGINS', 'example.org'],
  ['ALLOWED_ORIGINS', 'https://a.org/path'],
  ['SECRET', 'short'],
  ['ADMIN_TOKEN', 'short'],
  ['ADMIN_TOKEN', 'long enough but with spaces'],
  ['AD_HOC_ROOMS', 'yes'],
  ['HEARTBEAT_MS', '0'],
  ['MAX_MESSAGE_BYTES', '8MiB'],
  ['MAX_ROOM_BYTES', '1.5'],
  ['MAX_ASSET_BYTES', '0'],
  ['MAX_PEERS_PER_ROOM', '0'],
  ['MAX_CONNECTIONS_PER_ADDRESS', 'many'],
  ['MAX_MESSAGES_PER_SECOND', '1e3'],
  ['TRUST_PROXY', 'true'],
  ['LOG_LEVEL', 'loud'],
  ['VERSION_DAYS', '-1'],
])('%s=%s stops the start with its name and what is allowed', (name, value) => {
  const problems = problemsOf({ [name]: value })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(new RegExp(`^${name} is not valid; allowed: .+`))
  expect(problems[0]).not.toContain(`"${value}"`)
})

test.each([
  ['TLS_CERT', 'TLS_KEY'],
  ['TLS_KEY', 'TLS_CERT'],
])('%s alone stops the start and names %s', (given, missing) => {
  expect(problemsOf({ [given]: 'x.pem' })[0]).toMatch(new RegExp(`^${missing} is missing`))
})

test.each([{}, { BASE_PATH: '/other' }])(
  'a PUBLIC_URL with a path that is not the BASE_PATH stops the start: %j',
  (env) => {
    const problems = problemsOf({ ...env, PUBLIC_URL: 'https://example.org/whiteboard/' })
    expect(problems).toEqual([
      'PUBLIC_URL has the path /whiteboard; allowed: none, or that of BASE_PATH (set BASE_PATH=/whiteboard)',
    ])
  },
)

test('every mistake is told at once', () => {
  expect(problemsOf({ PORT: 'x', WEB: 'x', SECRET: 'x' })).toHaveLength(3)
})

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: '', ADMIN_TOKEN: ' ' })).toEqual(readConfig({}))
})

test.each([
  [{ WEB: 'off' }, { web: { name: 'off' } }],
  [{ WEB: 'http://pages:3001/' }, { web: { name: 'url', url: 'http://pages:3001' } }],
  [{ PUBLIC_URL: 'https://draw.example.org/' }, { publicUrl: 'https://draw.example.org' }],
  [{ PUBLIC_URL: 'HTTPS://Draw.Example.org:443//' }, { publicUrl: 'https://draw.example.org' }],
  [{ BASE_PATH: 'whiteboard/' }, { basePath: '/whiteboard', publicUrl: null }],
  [{ BASE_PATH: '/' }, { basePath: '' }],
  [
    { BASE_PATH: '/a/b', PUBLIC_URL: 'https://example.org' },
    { basePath: '/a/b', publicUrl: 'https://example.org/a/b' },
  ],
  [
    { BASE_PATH: '/a', PUBLIC_URL: 'https://example.org/a/' },
    { basePath: '/a', publicUrl: 'https://example.org/a' },
  ],
  [{ HOST: '[::1]' }, { host: '::1' }],
  [{ HOST: '[::]' }, { host: '::' }],
  [{ HOST: '*' }, { host: '::' }],
  [{ ADMIN_TOKEN: 'off' }, { adminToken: null }],
  [{ MAX_TOTAL_BYTES: '1000' }, { limits: { totalBytes: 1000 } }],
  [{ ALLOWED_ORIGINS: '*' }, { allowedOrigins: '*' }],
  [{ ALLOWED_ORIGINS: 'https://a.org, http://b.org:8080' }, { allowedOrigins: ['https://a.org', 'http://b.org:8080'] }],
  [{ FRAME_ANCESTORS: '*' }, { frameAncestors: '*' }],
  [
    { FRAME_ANCESTORS: 'HTTPS://Wiki.Example.org:443/, https://wiki.example.org http://moodle.local:8080' },
    { frameAncestors: ['https://wiki.example.org', 'http://moodle.local:8080'] },
  ],
  [{ TLS_CERT: 'c.pem', TLS_KEY: 'k.pem' }, { tls: { certPath: 'c.pem', keyPath: 'k.pem' } }],
  [
    { AD_HOC_ROOMS: 'off', TRUST_PROXY: 'on' },
    { adHocRooms: false, trustProxy: true },
  ],
  [
    { STORAGE_URL: 'memory:', BUS_URL: 'redis://x' },
    { storageUrl: 'memory:', busUrl: 'redis://x' },
  ],
  [
    { BUS_URL: 'tls://ink:word@a,b:4333/team', BUS_CA: 'ca.pem' },
    { busUrl: 'tls://ink:word@a,b:4333/team', busCaPath: 'ca.pem' },
  ],
] as const)('%j is read', (env, expected) => {
  expect(readConfig(env)).toMatchObject(expected)
})
