/**
 * Measures the sync server and its peers side by side, one scenario after the other, servers interleaved.
 * `node bench/load/run.mjs [--only editing,joining] [--servers inkroom,bare-ws] [--out FILE]`
 * Prints JSON; `bench/run.mjs` turns it into RESULTS.md.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { acknowledging } from './scenarios/acknowledging.mjs'
import { abuse, deadPeer, durability, idle } from './scenarios/failing.mjs'
import { joining } from './scenarios/joining.mjs'
import { editing, liveRooms, manyRooms } from './scenarios/live.mjs'
import { restarting } from './scenarios/restarting.mjs'
import { roomMemory, storedRooms } from './scenarios/storing.mjs'
import { transportRows } from './scenarios/transports.mjs'
import { pinning, startServer } from './servers.mjs'

const scenarios = {
  editing,
  acknowledging,
  manyRooms,
  liveRooms,
  joining,
  roomMemory,
  storedRooms,
  durability,
  restarting,
  deadPeer,
  idle,
  abuse,
}
/** The bare broadcaster keeps nothing, so these say nothing about it. */
const notForControl = ['joining', 'roomMemory', 'durability', 'deadPeer']
/** Only Inkroom tells when an edit is stored, and only it stores without a further package. */
const onlyOurs = ['acknowledging', 'storedRooms', 'restarting']
const measured = ['inkroom', 'y-websocket-server', 'hocuspocus', 'bare-ws']

const { values } = parseArgs({
  options: { only: { type: 'string' }, servers: { type: 'string' }, out: { type: 'string' } },
})
const chosen = values.only?.split(',') ?? [...Object.keys(scenarios), 'transports']
const names = values.servers?.split(',') ?? measured

const results = {}
for (const scenario of chosen) {
  if (scenario === 'transports') {
    results[scenario] = await transportRows(startServer)
    process.stderr.write(`${scenario}: ${JSON.stringify(results[scenario])}\n`)
    continue
  }
  results[scenario] = {}
  for (const name of names) {
    if (name === 'bare-ws' && notForControl.includes(scenario)) continue
    if (name !== 'inkroom' && onlyOurs.includes(scenario)) continue
    process.stderr.write(`${scenario}: ${name} ... `)
    try {
      results[scenario][name] = await scenarios[scenario]((options) => startServer(name, options))
    } catch (error) {
      results[scenario][name] = { failed: error.message }
    }
    process.stderr.write(`${JSON.stringify(results[scenario][name])}\n`)
  }
}
const report = { pinning, results }
if (values.out) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
else console.log(JSON.stringify(report, null, 2))
process.exit(0)
