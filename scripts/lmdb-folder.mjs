/** The folder of an lmdb store, as backup and restore need it. */
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { root } from './project.mjs'

/** How find-readers.mjs says that there are some. */
const HAS_READERS = 3

/** The folder that STORAGE_URL names; other storages bring their own tools. */
export function lmdbFolder() {
  const url = process.env.STORAGE_URL?.trim() || 'lmdb:./data'
  if (!url.startsWith('lmdb:')) {
    fail(`STORAGE_URL is ${url.split(':')[0]}: this works for lmdb only (for PostgreSQL use pg_dump and pg_restore).`)
  }
  const folder = resolve(root, url.slice('lmdb:'.length).replace(/^\/\/(?=\/)/, ''))
  // A service's folder may be a link: what lies beside the link is not beside the store.
  return existsSync(folder) ? realpathSync(folder) : folder
}

export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** Gives `path`, and what lies in it, to whoever owns the store's folder: root does this work for a server that is not root. */
export function giveToOwner(folder, path) {
  if (process.getuid?.() !== 0 || !existsSync(path)) return
  const { uid, gid } = statSync(folder)
  const entry = lstatSync(path)
  if (entry.uid !== uid || entry.gid !== gid) chownSync(path, uid, gid)
  if (entry.isDirectory()) for (const name of readdirSync(path)) giveToOwner(folder, join(path, name))
}

/** Whether any process has the store open, in this container or in another one. */
export async function isInUse(folder) {
  if (!existsSync(join(folder, 'data.mdb'))) return false
  return (await hasWriter(folder)) || hasReaders(folder)
}

/** Other processes that hold a reader slot; their numbers mean something only where this process has its own. */
function hasReaders(folder) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'find-readers.mjs'), folder], {
    stdio: 'ignore',
  })
  giveToOwner(folder, join(folder, 'lock.mdb'))
  // No answer: the store is damaged, and nobody works with it.
  return status === HAS_READERS
}

/** Whoever writes holds a socket in the folder, which containers that share it see as well. */
async function hasWriter(folder) {
  const before = process.cwd()
  // Sockets have short addresses, and a folder's path may be long.
  process.chdir(folder)
  try {
    const names = readdirSync('.').filter((name) => name.startsWith('writer-'))
    return (await Promise.all(names.map(isListening))).includes(true)
  } finally {
    process.chdir(before)
  }
}

const isListening = (path) =>
  new Promise((tell) => {
    const socket = connect(path)
    socket.on('connect', () => {
      socket.destroy()
      tell(true)
    })
    socket.on('error', () => tell(false))
  })
