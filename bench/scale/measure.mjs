/**
 * What an edit and a movement cost several servers on one PostgreSQL and one Redis, each board at home in one of them or its
 * people spread over all. Writes bench/scale/costs.json, which `model.mjs` reads. Needs PostgreSQL and Redis.
 */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Redis } from 'ioredis'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { startPostgres } from '../../tests/support/server/private-postgres.ts'
import { startRedis } from '../../tests/support/server/private-redis.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rooms: { type: 'string', default: '40' },
    rate: { type: 'string', default: '2' },
    out: { type: 'string', default: 'bench/scale/costs.json' },
  },
})
const [seconds, rooms, rate] = [Number(values.seconds), Number(values.rooms), Number(values.rate)]
const PEOPLE = 5
const TICKS = 100
const REST_MS = 4_000

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const sum = (list) => list.reduce((total, value) => total + value, 0)

/** Processor seconds of a process and, for PostgreSQL, of those that it started. */
function cpuOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

async function startServer(env) {
  const args = ['--import', 'tsx', 'server/main.ts']
  const settings = { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', WEB: 'off', LOG_LEVEL: 'info', ...env }
  const child = spawn(process.execPath, args, { env: settings, stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise((resolve) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const found = /"port":(\d+)/.exec(text)
      if (found) resolve(Number(found[1]))
    })
  })
  return { child, port }
}

function enter(port, room) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${room}`)
  const doc = new Y.Doc()
  let clock = 0
  socket.on('error', () => {})
  const send = (...bytes) => socket.send(Uint8Array.from(bytes.flatMap((part) => [...part])))
  const varUint = (value) => {
    const bytes = []
    for (let left = value; ; left = Math.floor(left / 128)) {
      bytes.push(left > 127 ? (left % 128) | 128 : left)
      if (left <= 127) return bytes
    }
  }
  doc.on('update', (update) => send([0, 2], varUint(update.length), update))
  return {
    opened: new Promise((resolve) =>
      socket.once('open', () => {
        send([0, 0, 1, 0])
        resolve()
      }),
    ),
    edit: () => doc.getMap('shapes').set(`s${clock++ % 20}`, { x: clock, y: clock, type: 'note', text: 'some words' }),
    move() {
      const state = Buffer.from(JSON.stringify({ name: 'Somebody', cursor: { x: ++clock, y: clock } }))
      const entry = [1, ...varUint(doc.clientID), ...varUint(clock), ...varUint(state.length), ...state]
      send([1], varUint(entry.length), entry)
    },
    leave: () => socket.terminate(),
  }
}

async function read({ postgres, redis, servers, database }) {
  const name = new URL(database).pathname.slice(1)
  const [row] = await postgres.query(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS wal,
       (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = '${name}') AS commits`,
  )
  const client = new Redis(redis.url)
  const info = await client.info()
  client.disconnect()
  const field = (key) => Number(new RegExp(`${key}:([\\d.]+)`).exec(info)?.[1] ?? 0)
  return {
    cpu: sum(servers.map(({ child }) => cpuOf(child.pid))),
    wal: row.wal,
    commits: row.commits,
    redisCpu: field('used_cpu_sys') + field('used_cpu_user'),
    redisBytes: field('total_net_output_bytes') + field('total_net_input_bytes'),
    redisCommands: field('total_commands_processed'),
  }
}

async function phase(world, people, act, perSecond) {
  const restedAt = performance.now()
  const rested = await read(world)
  await wait(REST_MS)
  const before = await read(world)
  const restSeconds = (performance.now() - restedAt) / 1000
  const startedAt = performance.now()
  let done = 0
  while (performance.now() - startedAt < seconds * 1000) {
    const due = ((performance.now() - startedAt) / 1000) * perSecond * people.length
    for (; done < due; done++) act(people[done % people.length])
    await wait(5)
  }
  await wait(1500)
  const after = await read(world)
  const took = (performance.now() - startedAt) / 1000
  // What is used at rest is no cost of an edit.
  const costOf = (key) => {
    const atRest = ((before[key] - rested[key]) / restSeconds) * took
    return Math.max(0, after[key] - before[key] - atRest) / done
  }
  return {
    perSecond: Math.round(done / seconds),
    ...Object.fromEntries(Object.keys(after).map((key) => [key, Number(costOf(key).toPrecision(3))])),
  }
}

async function measure(name, count, placeOf) {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  const database = await postgres.newDatabase()
  const env = {
    STORAGE_URL: database,
    ...(count > 1 ? { BUS_URL: redis.url } : {}),
    MAX_CONNECTIONS_PER_ADDRESS: '100000',
  }
  const limits = { MAX_ROOMS_PER_ADDRESS_PER_DAY: '100000' }
  const servers = await Promise.all(Array.from({ length: count }, () => startServer({ ...env, ...limits })))
  const world = { postgres, redis, database, servers }
  const people = []
  for (let room = 0; room < rooms; room++) {
    for (let nth = 0; nth < PEOPLE; nth++) {
      const person = enter(servers[placeOf(room, nth) % count].port, `room${room}`)
      await person.opened
      people.push(person)
    }
  }
  await wait(1000)
  const edit = await phase(world, people, (person) => person.edit(), rate)
  const move = await phase(world, people, (person) => person.move(), rate * 2)
  const memory = sum(
    servers.map(({ child }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1])),
  )
  for (const person of people) person.leave()
  for (const { child } of servers) child.kill('SIGKILL')
  await Promise.all([postgres.remove(), redis.stop()])
  console.log(name, JSON.stringify({ edit, move, memoryMiB: Math.round(memory / 1024) }))
  return { servers: count, edit, move, memoryMiB: Math.round(memory / 1024) }
}

const costs = {
  people: PEOPLE * rooms,
  peoplePerRoom: PEOPLE,
  one: await measure('one', 1, () => 0),
  home: await measure('three, each room at home', 3, (room) => room),
  spread: await measure('three, rooms spread', 3, (_, nth) => nth),
}
writeFileSync(values.out, `${JSON.stringify(costs, null, 2)}\n`)
process.exit(0)
