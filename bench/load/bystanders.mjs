/**
 * Two people in a room of their own, one edit every 20 ms, in a process of their own: their longest wait is what others
 * feel of a crowd, without what the generator of that crowd does to itself. Run as a script, it is that process.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { frame } from './raw-socket.mjs'
import { joinCrowd } from './scenarios/crowd.mjs'
import { servers } from './servers.mjs'
import { createStopwatch, pause } from './stopwatch.mjs'
import { edits, TOKEN } from './wire.mjs'

const self = fileURLToPath(import.meta.url)
const EVERY_MS = 20
const EDITS = 4000
const WARM_UP_MS = 800
const LAST_ONES_MS = 300

/** Starts them; measures from when this resolves until `longestMs()` is called. */
export async function watchBystanders({ name, port }) {
  const script = [process.execPath, self, name, String(port)]
  // On any core: the scheduler runs who has slept long before those who are busy.
  const argv = existsSync('/usr/bin/taskset') ? ['taskset', '-c', `0-${cpus().length - 1}`, ...script] : script
  const child = spawn(argv[0], argv.slice(1), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const heard = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve)
      child.once('exit', () => reject(new Error('the bystanders have gone')))
    })
  await heard()
  return {
    async longestMs() {
      const longest = heard()
      child.send('stop')
      return longest
    },
  }
}

async function run(name, port) {
  const server = { ...servers[name], port }
  const stopwatch = createStopwatch()
  const [, writer] = await joinCrowd(server, {
    count: 2,
    roomOf: () => 'bystanders',
    listenerOf: (n) => (n === 0 ? stopwatch.read : undefined),
  })
  const queue = edits(server.dialect, 'bystanders', 99, EDITS).map(frame)
  const timer = setInterval(() => {
    const bytes = queue.shift()
    if (!bytes) return
    stopwatch.stamp(bytes, bytes.indexOf(TOKEN))
    writer.send(bytes)
  }, EVERY_MS)
  await pause(WARM_UP_MS)
  stopwatch.restart()
  process.send('ready')
  process.once('message', async () => {
    await pause(LAST_ONES_MS)
    clearInterval(timer)
    process.send(stopwatch.percentile(1), () => process.exit(0))
  })
}

if (process.argv[1] === self) await run(process.argv[2], Number(process.argv[3]))
