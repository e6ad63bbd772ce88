/** `npm run restore -- FILE`: puts a backup in place of the store, which is kept. The server must be stopped. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { unsealBackup } from './backup-seal.mjs'
import { fail, giveToOwner, isInUse, lmdbFolder } from './lmdb-folder.mjs'
import { root } from './project.mjs'

const PRIVATE_FOLDER = 0o700
const PRIVATE_FILE = 0o600
/** What a folder says that may not get a neighbour: a mount point, a container's volume, another user's parent. */
const NOT_BESIDE = new Set(['EACCES', 'EPERM', 'EROFS', 'EXDEV', 'EBUSY'])

const [source] = process.argv.slice(2)
if (!source) fail('From which file? npm run restore -- FILE')
const file = resolve(source)
if (!existsSync(file)) fail(`There is no file ${file}.`)
const folder = lmdbFolder()
const stored = join(folder, 'data.mdb')

let incoming = null
try {
  if (await isInUse(folder)) fail(`The store in ${folder} is in use: stop the server first. Nothing was changed.`)
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER })
  // Within the folder: nothing else is sure to be writable, and on the same disk.
  incoming = mkdtempSync(join(folder, '.restore-'))
  const copy = join(incoming, 'data.mdb')
  copyFileSync(file, copy)
  makeDurable(copy)
  // Read before it takes the place of anything: a torn or foreign file is found out here.
  const verify = [join(root, 'scripts', 'verify-store.mjs'), incoming]
  if (!unsealBackup(copy) || spawnSync(process.execPath, verify, { stdio: 'ignore' }).status !== 0) {
    rmSync(incoming, { recursive: true, force: true })
    if (!existsSync(stored)) removeIfEmpty(folder)
    fail(`${file} is damaged or no backup of Inkroom. Nothing was changed.`)
  }
  giveToOwner(folder, incoming)
  const kept = existsSync(stored) ? keep() : null
  // In one step: whoever looks finds the old store or the new one, also after a power cut.
  renameSync(copy, stored)
  rmSync(join(folder, 'lock.mdb'), { force: true })
  rmSync(incoming, { recursive: true, force: true })
  console.log(`Restored ${folder} from ${file}.${kept ? ` What was there before is in ${kept}.` : ''}`)
} catch (error) {
  if (incoming) rmSync(incoming, { recursive: true, force: true })
  const { uid } = statSync(folder, { throwIfNoEntry: false }) ?? {}
  const me = process.getuid?.()
  const whose = error.code === 'EACCES' && uid !== me ? ` You are user ${me}, the folder belongs to user ${uid}.` : ''
  fail(`${folder} could not be restored: ${error.message}.${whose} The store is as it was.`)
}

/** A second name for what is there now, beside the folder, or in it where nothing may lie beside. */
function keep() {
  const name = `before-${new Date().toISOString().replaceAll(':', '-')}`
  try {
    return keepIn(`${folder}.${name}`)
  } catch (error) {
    if (!NOT_BESIDE.has(error.code)) throw error
    return keepIn(join(folder, name))
  }
}

function keepIn(place) {
  mkdirSync(place, { mode: PRIVATE_FOLDER })
  try {
    linkOrCopy(stored, join(place, 'data.mdb'))
    giveToOwner(folder, place)
    return place
  } catch (error) {
    rmSync(place, { recursive: true, force: true })
    throw error
  }
}

/** Some shared disks know no second names. */
function linkOrCopy(from, to) {
  try {
    linkSync(from, to)
  } catch (error) {
    if (error.code === 'EXDEV' || error.code === 'ENOSPC') throw error
    copyFileSync(from, to)
  }
}

function makeDurable(path) {
  chmodSync(path, PRIVATE_FILE)
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function removeIfEmpty(path) {
  try {
    rmdirSync(path)
  } catch {
    // Something else lies there.
  }
}
