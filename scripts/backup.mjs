/** `npm run backup -- FILE`: a consistent copy of a store that may be in use, as one file. */
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { open } from 'lmdb'
import { sealBackup } from './backup-seal.mjs'
import { fail, giveToOwner, lmdbFolder } from './lmdb-folder.mjs'

const [target] = process.argv.slice(2)
if (!target) fail('Which file? npm run backup -- FILE')
const file = resolve(target)
const folder = lmdbFolder()
if (!existsSync(join(folder, 'data.mdb'))) fail(`There is no store in ${folder}.`)
if (existsSync(file)) fail(`${file} exists already; a backup never overwrites one.`)
if (!existsSync(dirname(file))) fail(`The folder ${dirname(file)} does not exist.`)

const PRIVATE = 0o600

let temporary = null
try {
  // Beside the target, so that the last step is a rename: a backup is there whole or not at all.
  temporary = mkdtempSync(join(dirname(file), '.inkroom-backup-'))
  const store = open({ path: folder, noSubdir: false, readOnly: true })
  // One read transaction: everything acknowledged before it is in, nothing is half in.
  await store.backup(temporary, true)
  await store.close()
  const copy = join(temporary, 'data.mdb')
  // All boards and the signing secret are in it.
  chmodSync(copy, PRIVATE)
  sealBackup(copy)
  renameSync(copy, file)
  console.log(`Backed up ${folder} to ${file} (${statSync(file).size} bytes).`)
} catch (error) {
  console.error(`${folder} could not be backed up to ${file}: ${error.message}. There is no backup.`)
  process.exitCode = 1
} finally {
  if (temporary) rmSync(temporary, { recursive: true, force: true })
  // Reading makes the file of readers when it is missing.
  giveToOwner(folder, join(folder, 'lock.mdb'))
}
