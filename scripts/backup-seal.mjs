/** The last bytes of a backup: a hash of all before, since the store itself would not notice a damaged value. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'

const MARK = Buffer.from('INKROOM1')
const HASH_BYTES = 32
const SEAL_BYTES = MARK.length + HASH_BYTES
const CHUNK_BYTES = 1024 * 1024
/** A store is made of whole pages, so a file of another size has or had a seal. */
const PAGE_BYTES = 4096

function hashOf(file, size) {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (let at = 0; at < size; ) {
    const read = readSync(file, chunk, 0, Math.min(CHUNK_BYTES, size - at), at)
    if (read === 0) throw new Error('the file became shorter while it was read')
    hash.update(chunk.subarray(0, read))
    at += read
  }
  return hash.digest()
}

/** Adds the seal and makes sure that the disk has it all. */
export function sealBackup(path) {
  const file = openSync(path, 'r+')
  try {
    const { size } = fstatSync(file)
    writeSync(file, Buffer.concat([MARK, hashOf(file, size)]), 0, SEAL_BYTES, size)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Takes the seal off; false when the file is not what was sealed. One without a seal (a store's own file) may pass. */
export function unsealBackup(path) {
  const file = openSync(path, 'r+')
  try {
    const { size } = fstatSync(file)
    if (size % PAGE_BYTES === 0) return true
    const seal = Buffer.alloc(SEAL_BYTES)
    const sealedBytes = size - SEAL_BYTES
    if (sealedBytes < 0 || readSync(file, seal, 0, SEAL_BYTES, sealedBytes) < SEAL_BYTES) return false
    if (!seal.equals(Buffer.concat([MARK, hashOf(file, sealedBytes)]))) return false
    ftruncateSync(file, sealedBytes)
    return true
  } finally {
    closeSync(file)
  }
}
