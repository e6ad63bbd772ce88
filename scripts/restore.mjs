/** `npm run restore -- FILE`: puts a backup in place of the store, which is kept beside it. The server must be stopped. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { open } from 'lmdb'
import { unsealBackup } from './backup-seal.mjs'
import { fail, lmdbFolder } from './lmdb-folder.mjs'
import { root } from './project.mjs'

const [source] = process.argv.slice(2)
if (!source) fail('From which file? npm run restore -- FILE')
const file = resolve(source)
if (!existsSync(file)) fail(`There is no file ${file}.`)
const folder = lmdbFolder()

/** Processes other than this one that hold a reader slot of the store. */
async function usersOf(path) {
  const store = open({ path, noSubdir: false, readOnly: true })
  store.readerCheck()
  const pids = store.readerList().split('\n').map(Number.parseFloat).filter(Number.isInteger)
  await store.close()
  return pids.filter((pid) => pid !== process.pid)
}

const hasStore = existsSync(join(folder, 'data.mdb'))
if (hasStore && (await usersOf(folder)).length > 0) {
  fail(`The store in ${folder} is in use: stop the server first. Nothing was changed.`)
}

mkdirSync(dirname(folder), { recursive: true })
const incoming = mkdtempSync(join(dirname(folder), '.inkroom-restore-'))
copyFileSync(file, join(incoming, 'data.mdb'))
// Read before it takes the place of anything: a torn or foreign file is found out here.
const verify = [join(root, 'scripts', 'verify-store.mjs'), incoming]
const isWhole =
  unsealBackup(join(incoming, 'data.mdb')) && spawnSync(process.execPath, verify, { stdio: 'ignore' }).status === 0
if (!isWhole) {
  rmSync(incoming, { recursive: true, force: true })
  fail(`${file} is damaged or no backup of Inkroom. Nothing was changed.`)
}
rmSync(join(incoming, 'lock.mdb'), { force: true })
let kept = ''
if (existsSync(folder)) {
  kept = `${folder}.before-${new Date().toISOString().replaceAll(':', '-')}`
  renameSync(folder, kept)
}
renameSync(incoming, folder)
console.log(`Restored ${folder} from ${file}.${kept ? ` What was there before is in ${kept}.` : ''}`)
