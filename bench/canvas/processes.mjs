/** Processor time of a process and all that it started, where the system tells (Linux); null elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'
import { platform } from 'node:os'

const TICK_MS = 10

function readAll() {
  const found = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      found.set(Number(name), { parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS })
    } catch {
      // Ended between the two reads.
    }
  }
  return found
}

export function processorMs(pid) {
  if (platform() !== 'linux') return null
  const all = readAll()
  let sum = 0
  for (const [id, { ms }] of all) {
    let at = id
    while (at && at !== pid) at = all.get(at)?.parent
    if (at === pid) sum += ms
  }
  return sum
}
