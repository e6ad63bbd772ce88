/** Looks whether this user may use an lmdb folder, and has room there, before lmdb does, which would say less, or crash. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What the system does not let this user do with the storage. The message names the path and the right. */
export class StorageForbidden extends Error {
  constructor(folder: string, reason: string, cause?: unknown) {
    super(`the storage in ${folder} cannot be used: ${reason}`, { cause })
    this.name = 'StorageForbidden'
  }
}

const OTHERS = 0o007
const PRIVATE_FOLDER = 0o700
const PRIVATE_FILE = 0o600
const FILES = ['data.mdb', 'lock.mdb'] as const
/** What new files take at once. lmdb writes them through memory, where a full disk ends the process without a word. */
const START_BYTES = 256 * 1024
const PROBE_FILE = '.space'

/** Makes the folder and its files when they are missing, for this user alone. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER })
  } catch (cause) {
    const parent = nearestExisting(folder)
    const reason = whyNot(parent, 'written', refusalOf(parent, constants.W_OK) ?? cause)
    throw new StorageForbidden(folder, `it cannot be made: ${reason}${waysOut(folder, reason)}`, cause)
  }
  demand(folder, folder, constants.R_OK | constants.W_OK | constants.X_OK)
  if (FILES.some((name) => (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0) === 0))
    demandSpace(folder)
  for (const name of FILES) {
    const path = join(folder, name)
    if (existsSync(path)) demand(folder, path, constants.R_OK | constants.W_OK)
    // lmdb makes files that everyone may read.
    else closeSync(openSync(path, 'a', PRIVATE_FILE))
    hideFromOthers(path)
  }
  hideFromOthers(folder)
}

function demand(folder: string, path: string, rights: number): void {
  for (const [right, word] of [
    [constants.R_OK, 'read'],
    [constants.W_OK, 'written'],
    [constants.X_OK, 'entered'],
  ] as const) {
    if ((rights & right) === 0) continue
    const cause = refusalOf(path, right)
    if (!cause) continue
    const reason = whyNot(path, word, cause)
    const way = mayNot(reason) ? ` Give it to that user, for example: chown -R ${process.getuid?.()} ${path}` : ''
    throw new StorageForbidden(folder, reason + way, cause)
  }
}

function refusalOf(path: string, right: number): unknown {
  try {
    accessSync(path, right)
    return null
  } catch (cause) {
    return cause
  }
}

/** A folder that others use must not change hands: the new one is made for this user. */
const waysOut = (folder: string, reason: string): string =>
  mayNot(reason)
    ? ` Make it for that user, for example: install -d -m 700 -o ${process.getuid?.()} ${resolve(folder)}`
    : ''

const mayNot = (reason: string): boolean => reason.includes('permission denied')

function demandSpace(folder: string): void {
  const path = join(folder, PROBE_FILE)
  try {
    const handle = openSync(path, 'w', PRIVATE_FILE)
    try {
      const written = writeSync(handle, Buffer.alloc(START_BYTES))
      fsyncSync(handle)
      if (written < START_BYTES) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })
    } finally {
      closeSync(handle)
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const isFull = code === 'ENOSPC' || code === 'EDQUOT'
    const reason = isFull ? `the disk of ${folder} is full (${code}). Make room, or set STORAGE_URL.` : message
    throw new StorageForbidden(folder, reason, cause)
  } finally {
    rmSync(path, { force: true })
  }
}

function whyNot(path: string, right: string, cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'EROFS')
    return `${path} is on a disk that is read-only (EROFS). Mount it for writing, or set STORAGE_URL.`
  if (code !== 'EACCES' && code !== 'EPERM') return `${path}: ${(cause as Error).message}`
  const me = process.getuid?.()
  const { uid, mode } = statSync(path, { throwIfNoEntry: false }) ?? {}
  const owner = uid === undefined ? '' : `; it belongs to user ${uid}, mode ${((mode ?? 0) & 0o777).toString(8)}`
  return `${path} may not be ${right} by user ${me} (permission denied, ${code})${owner}.`
}

function nearestExisting(folder: string): string {
  let path = resolve(folder)
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path)
  return path
}

/** The signing secret and all boards lie there. Only the owner may change it, and a group may have been let in on purpose. */
function hideFromOthers(path: string): void {
  const { mode, uid } = statSync(path)
  if ((mode & OTHERS) !== 0 && uid === process.getuid?.()) chmodSync(path, mode & 0o777 & ~OTHERS)
}
