/** Reads a whole store, in a process of its own: mapping a torn file kills the process, and then only this one. */
import { open } from 'lmdb'

const store = open({ path: process.argv[2], noSubdir: false, readOnly: true, maxDbs: 8 })
if (store.get('format') === undefined) process.exit(1)
for (const name of ['updates', 'snapshots', 'records']) {
  const entries = store.openDB({ name, encoding: 'binary', keyEncoding: 'binary' })
  for (const { value } of entries.getRange()) if (!value) process.exit(1)
}
await store.close()
