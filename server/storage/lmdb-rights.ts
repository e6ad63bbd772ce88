/** Looks whether this user may use an lmdb folder before lmdb does, which would say less, or crash; keeps it private. */
import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
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

/** Makes the folder and its files when they are missing, for this user alone. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER })
  } catch (cause) {
    throw new StorageForbidden(folder, `it cannot be made: ${whyNot(nearestExisting(folder), 'written', cause)}`, cause)
  }
  demand(folder, folder, constants.R_OK | constants.W_OK | constants.X_OK)
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
    try {
      accessSync(path, right)
    } catch (cause) {
      throw new StorageForbidden(folder, whyNot(path, word, cause), cause)
    }
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
  return (
    `${path} may not be ${right} by user ${me} (permission denied, ${code})${owner}. ` +
    `Give it to that user, for example: chown -R ${me} ${path}`
  )
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
