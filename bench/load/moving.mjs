/**
 * Many in one room whose hands move, draw and write, with the messages of the real clients (voices.mjs), from several processes:
 * `node --import tsx bench/load/moving.mjs [--scenarios moving,lecture,writing] [--people 30,100,300,500,1000]
 * [--servers inkroom,hocuspocus] [--seconds 6] [--per-screen 20] [--processes 2] [--out FILE]`
 * Tells the bytes for each recipient, the processor of the server, the delay of those in view, the age of all that is seen, and
 * whether the generator was the limit.
 */
import { execFileSync, fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { movingTables } from './moving-report.mjs'
import { canPin, startServer } from './servers.mjs'

const generator = fileURLToPath(new URL('./generator.mjs', import.meta.url))
/** A generator that uses more of a core, or is later than that, is what was measured. */
const BUSY = 0.9
const LATE_MS = 250
/** A server that is this far behind is not asked to serve more. */
const GIVEN_UP = { p99Ms: 1000, cpuPercent: 97 }
const AUDIENCE = { people: 1000, movers: 5 }
const WRITERS = 200

function percentile(values, share) {
  const sorted = Float64Array.from(values).sort()
  return sorted.length === 0 ? null : Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))])
}

const heard = (child, name) =>
  new Promise((resolve, reject) => {
    const listen = (words) => {
      if (words.name !== name) return
      child.off('message', listen)
      resolve(words)
    }
    child.on('message', listen)
    child.once('exit', (code) => code && reject(new Error(`a generator ended with ${code}`)))
  })

function figuresOf(parts, { people, movers }, cpu) {
  const all = (name) => parts.flatMap((part) => part[name])
  const sum = (name) => parts.reduce((total, part) => total + part[name], 0)
  const lateMs = Math.round(Math.max(...parts.map((part) => part.lateMs)))
  const busy = Math.max(...parts.map((part) => part.busy))
  const strokes = all('strokes')
  return {
    people,
    moving: movers,
    mbitEach: Number(((sum('received') * 8) / people / (parts[0].ms / 1000) / 1e6).toFixed(3)),
    cpuPercent: Number((cpu * 100).toFixed(1)),
    p50Ms: percentile(all('delays'), 0.5),
    p99Ms: percentile(all('delays'), 0.99),
    ageP50Ms: percentile(all('ages'), 0.5),
    ageP99Ms: percentile(all('ages'), 0.99),
    ...(sum('written') > 0 ? { strokeP50Ms: percentile(strokes, 0.5), strokeP99Ms: percentile(strokes, 0.99) } : {}),
    generator: `${Math.round(busy * 100)} %, ${lateMs} ms late${busy > BUSY || lateMs > LATE_MS ? ' (the limit)' : ''}`,
  }
}

/** One room, one server. */
async function measure(order, processes) {
  const server = await startServer(order.server)
  const children = Array.from({ length: processes }, () => fork(generator, [], { execArgv: ['--import', 'tsx'] }))
  try {
    await Promise.all(
      children.map((child, first) => {
        child.send({ ...order, port: server.port, first, step: processes })
        return heard(child, 'joined')
      }),
    )
    const measuring = Promise.all(children.map((child) => heard(child, 'measuring')))
    const done = Promise.all(children.map((child) => heard(child, 'done')))
    for (const child of children) child.send('go')
    await measuring
    const [cpuBefore, began] = [server.cpuSeconds(), performance.now()]
    const parts = await done
    const cpu = (server.cpuSeconds() - cpuBefore) / ((performance.now() - began) / 1000)
    return figuresOf(parts, order, cpu)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await server.stop()
  }
}

const { values } = parseArgs({
  options: {
    scenarios: { type: 'string', default: 'moving,lecture,writing' },
    people: { type: 'string', default: '30,100,300,500,1000' },
    servers: { type: 'string', default: 'inkroom,y-websocket-server,hocuspocus,bare-ws' },
    seconds: { type: 'string', default: '6' },
    'per-screen': { type: 'string', default: '20' },
    processes: { type: 'string', default: '2' },
    out: { type: 'string' },
  },
})
const crowds = values.people.split(',').map(Number)
const scenarios = {
  moving: crowds.map((people) => ({ people, movers: people, draws: false, writes: false })),
  lecture: [{ ...AUDIENCE, draws: true, writes: true }],
  writing: [{ people: WRITERS, movers: WRITERS, draws: true, writes: true }],
}
// Whoever plays the people stays off the server's core; the processes started from here inherit that.
if (canPin) execFileSync('taskset', ['-pc', `1-${cpus().length - 1}`, String(process.pid)])
const isDone = ({ p99Ms, cpuPercent }) => p99Ms === null || p99Ms > GIVEN_UP.p99Ms || cpuPercent > GIVEN_UP.cpuPercent
const results = {}
for (const scenario of values.scenarios.split(',')) {
  const rows = []
  const over = new Set()
  for (const room of scenarios[scenario]) {
    for (const server of values.servers.split(',').filter((name) => !over.has(name))) {
      const order = { ...room, server, perScreen: Number(values['per-screen']), seconds: Number(values.seconds) }
      const row = { server, ...(await measure(order, Number(values.processes))) }
      rows.push(row)
      if (server !== 'inkroom' && isDone(row)) over.add(server)
      process.stderr.write(`${scenario}: ${JSON.stringify(row)}\n`)
    }
  }
  results[scenario] = rows
}
if (values.out) writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`)
else console.log(movingTables(results))
process.exit(0)
