/** `npm run test:chaos -- [--rounds=30] [--people=30] [--servers=3] [--seed=N]`: many rounds of faults between several servers. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { commandOf, root } from './project.mjs'
import { installServers } from './test-servers.mjs'

const number = (initial) => ({ type: 'string', default: String(initial) })
const { values } = parseArgs({
  options: {
    rounds: number(30),
    people: number(30),
    servers: number(3),
    seed: number(Math.floor(Math.random() * 1e6)),
  },
})
installServers()
const env = { ...process.env }
for (const [name, value] of Object.entries(values)) env[`CHAOS_${name.toUpperCase()}`] = value
console.log(`chaos: ${values.rounds} rounds, ${values.people} people, ${values.servers} servers, seed ${values.seed}`)
const command = [commandOf('vitest'), 'run', 'tests/server/config/chaos.test.ts']
process.exitCode = spawnSync(process.execPath, command, { cwd: root, env, stdio: 'inherit' }).status ?? 1
