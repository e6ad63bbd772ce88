/** Finds PostgreSQL and Redis for the tests of several processes, or installs Debian's when it may; never starts them. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const DEBIAN_POSTGRES = '/usr/lib/postgresql'
const OTHER_FOLDERS = ['/opt/homebrew/bin', '/usr/local/bin']
const POLICY = '/usr/sbin/policy-rc.d'
const INSTALL_LIMIT_MS = 300_000

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const folders = () => [...(process.env.PATH ?? '').split(delimiter), ...OTHER_FOLDERS]
const findCommand = (name) =>
  folders()
    .map((folder) => join(folder, name))
    .find(isExecutable)

/** The folder that holds initdb and postgres, or null. Debian keeps them off the path. */
export function findPostgres() {
  const wished = process.env.INKROOM_POSTGRES_BIN
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).sort((a, b) => Number(b) - Number(a)) : []
  const debian = versions.map((version) => join(DEBIAN_POSTGRES, version, 'bin'))
  const candidates = wished ? [wished] : [...debian, ...folders()]
  return candidates.find((folder) => ['initdb', 'postgres'].every((name) => isExecutable(join(folder, name)))) ?? null
}

/** The path of redis-server, or null. */
export function findRedis() {
  const wished = process.env.INKROOM_REDIS_SERVER
  if (wished) return isExecutable(wished) ? wished : null
  return findCommand('redis-server') ?? null
}

function become(command, args) {
  const isRoot = process.getuid?.() === 0
  const [name, ...rest] = isRoot ? [command, ...args] : ['sudo', '-n', command, ...args]
  const { status } = spawnSync(name, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: INSTALL_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}

function mayInstall() {
  if (process.platform !== 'linux' || !findCommand('apt-get')) return false
  return process.getuid?.() === 0 || (Boolean(findCommand('sudo')) && become('true', []))
}

/** Debian starts what it installs; a policy of "not allowed" (101) keeps it from that, for as long as this takes. */
function withoutStarting(install) {
  // Someone else's policy is theirs.
  if (existsSync(POLICY)) return install()
  become('sh', ['-c', `printf '#!/bin/sh\\nexit 101\\n' > ${POLICY} && chmod 755 ${POLICY}`])
  try {
    return install()
  } finally {
    become('rm', ['-f', POLICY])
  }
}

/** Installs what is missing when it may, or says in one line what to install. The tests that need it skip otherwise. */
export function installServers() {
  const missing = () => [...(findPostgres() ? [] : ['postgresql']), ...(findRedis() ? [] : ['redis-server'])]
  const wanted = missing()
  if (wanted.length > 0 && mayInstall()) {
    console.log(`servers: installing ${wanted.join(' and ')} with apt-get for the tests of several processes`)
    withoutStarting(() => {
      become('apt-get', ['update', '-qq'])
      return become('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted])
    })
  }
  const left = missing()
  if (left.length > 0) {
    console.error(`servers: without ${left.join(' and ')} some tests are skipped (apt-get install ${left.join(' ')})`)
  }
}
