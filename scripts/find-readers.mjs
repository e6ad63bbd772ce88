/** Looks for other processes that read a store, in a process of its own: a damaged store kills whoever maps it. */
import { open } from 'lmdb'

const HAS_READERS = 3

const store = open({ path: process.argv[2], noSubdir: false, readOnly: true })
store.readerCheck()
const pids = store.readerList().split('\n').map(Number.parseFloat).filter(Number.isInteger)
await store.close()
if (pids.some((pid) => pid !== process.pid)) process.exit(HAS_READERS)
