/** Finds PostgreSQL, Redis and NATS for the tests of several processes, or installs Debian's when it may; never starts them. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findCommand, folders, install, isExecutable, mayInstall, runAsRoot } from './debian.mjs'

const DEBIAN_POSTGRES = '/usr/lib/postgresql'
const DEBIAN_NATS = '/usr/sbin/nats-server'
const POLICY = '/usr/sbin/policy-rc.d'

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
  return findCommand('redis-server')
}

/** The path of nats-server, or null. Debian keeps it among what root runs, which is off the path of others. */
export function findNats() {
  const wished = process.env.INKROOM_NATS_SERVER
  if (wished) return isExecutable(wished) ? wished : null
  return findCommand('nats-server') ?? (isExecutable(DEBIAN_NATS) ? DEBIAN_NATS : null)
}

/** Debian starts what it installs; a policy of "not allowed" (101) keeps it from that, for as long as this takes. */
function installWithoutStarting(packages) {
  // Someone else's policy is theirs.
  if (existsSync(POLICY)) return install(packages)
  runAsRoot('sh', ['-c', `printf '#!/bin/sh\\nexit 101\\n' > ${POLICY} && chmod 755 ${POLICY}`])
  try {
    return install(packages)
  } finally {
    runAsRoot('rm', ['-f', POLICY])
  }
}

/** Installs what is missing when it may, or says in one line what to install. The tests that need it skip otherwise. */
export function installServers() {
  const finders = { postgresql: findPostgres, 'redis-server': findRedis, 'nats-server': findNats }
  const missing = () => Object.keys(finders).filter((name) => !finders[name]())
  const wanted = missing()
  if (wanted.length > 0 && mayInstall()) {
    console.log(`servers: installing ${wanted.join(' and ')} with apt-get for the tests of several processes`)
    installWithoutStarting(wanted)
  }
  const left = missing()
  if (left.length > 0) {
    console.error(`servers: without ${left.join(' and ')} some tests are skipped (apt-get install ${left.join(' ')})`)
  }
}
