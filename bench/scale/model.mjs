/**
 * How many servers, PostgreSQL and Redis so many people take, from what `measure.mjs` has measured. Prints a table:
 * `node bench/scale/model.mjs [--costs=FILE] [--edits=0.2] [--moves=2] [--drawing=0.3]`.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    costs: { type: 'string', default: 'bench/scale/costs.json' },
    /** Of one who draws, each second. */
    edits: { type: 'string', default: '0.2' },
    moves: { type: 'string', default: '2' },
    /** Of those who are there, so many draw or move at a moment. */
    drawing: { type: 'string', default: '0.3' },
  },
})

/** A process is one core, of which it may use so much before people feel it. */
const USABLE_CORE = 0.6
/** Small transactions that one PostgreSQL on good disks commits in a second, and the WAL that it writes. */
const COMMITS_PER_SECOND = 10_000
const WAL_PER_SECOND = 50 * 1024 * 1024
/** Of the one core that Redis works with. */
const USABLE_REDIS_CORE = 0.7
const MEMORY_PER_PERSON_KIB = 64
const CONNECTIONS_PER_SERVER = 20_000
const COUNTS = [1_000, 10_000, 100_000, 1_000_000, 10_000_000]

const costs = JSON.parse(readFileSync(values.costs, 'utf8'))
const [edits, moves, drawing] = [Number(values.edits), Number(values.moves), Number(values.drawing)]

function need(people, { edit, move }) {
  const active = people * drawing
  const [editsASecond, movesASecond] = [active * edits, active * moves]
  const per = (key) => editsASecond * edit[key] + movesASecond * move[key]
  const byCpu = per('cpu') / USABLE_CORE
  const parts = {
    servers: Math.max(byCpu, people / CONNECTIONS_PER_SERVER),
    postgres: Math.max(per('commits') / COMMITS_PER_SECOND, per('wal') / WAL_PER_SECOND),
    redis: per('redisCpu') / USABLE_REDIS_CORE,
  }
  return {
    editsASecond,
    wal: per('wal'),
    memory: (people * MEMORY_PER_PERSON_KIB) / 1024 / 1024,
    redisBytes: per('redisBytes'),
    ...parts,
  }
}

const whole = (value) => Math.max(1, Math.ceil(value)).toLocaleString('en')
const round = (value) => (value >= 10 ? Math.round(value).toLocaleString('en') : value.toFixed(1))
const MIB = 1024 * 1024

console.log(
  `${drawing * 100} % of the people active: ${edits} edits and ${moves} movements a second each, rooms of ${costs.peoplePerRoom}.\n`,
)
console.log(
  '| people | boards | edits/s | server processes | memory, GiB | PostgreSQL | WAL, MiB/s | Redis | through Redis, MiB/s |',
)
console.log('| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
/** As busy as the one that was measured, a server at home does what that one does; being spread comes on top. */
const more = (kind) =>
  Object.fromEntries(
    Object.entries(costs.one[kind]).map(([key, value]) => [
      key,
      value + Math.max(0, costs.spread[kind][key] - costs.home[kind][key]),
    ]),
  )
const atHome = costs.one
const spread = { edit: more('edit'), move: more('move') }
for (const people of COUNTS) {
  for (const [name, cost] of [
    ['at home', atHome],
    ['spread', spread],
  ]) {
    const all = need(people, cost)
    const cells = [
      people.toLocaleString('en'),
      name,
      round(all.editsASecond),
      whole(all.servers),
      round(all.memory),
      whole(all.postgres),
      round(all.wal / MIB),
      whole(all.redis),
      round(all.redisBytes / MIB),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
