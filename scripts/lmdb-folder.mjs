/** The folder of an lmdb store, as backup and restore need it. */
import { resolve } from 'node:path'
import { root } from './project.mjs'

/** The folder that STORAGE_URL names; other storages bring their own tools. */
export function lmdbFolder() {
  const url = process.env.STORAGE_URL?.trim() || 'lmdb:./data'
  if (!url.startsWith('lmdb:')) {
    fail(`STORAGE_URL is ${url.split(':')[0]}: this works for lmdb only (for PostgreSQL use pg_dump and pg_restore).`)
  }
  return resolve(root, url.slice('lmdb:'.length).replace(/^\/\/(?=\/)/, ''))
}

export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
