/**
 * Rounds of faults between several servers on one PostgreSQL and one Redis, while people draw, come and go. A short run here;
 * `npm run test:chaos` is the long one (CHAOS_ROUNDS, CHAOS_PEOPLE, CHAOS_SERVERS, CHAOS_SEED).
 */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createRandom } from '../../lib/updates/random-doc.ts'
import { type ChaosServer, type ChaosWorld, faults, faultsInTurn } from '../../support/server/chaos-faults.ts'
import { type ChaosPerson, enterChaos } from '../../support/server/chaos-people.ts'
import { startCutProxy } from '../../support/server/cut-proxy.ts'
import { hasPostgres, type PrivatePostgres, startPostgres } from '../../support/server/private-postgres.ts'
import { hasRedis, type PrivateRedis, startRedis } from '../../support/server/private-redis.ts'
import { startServerProcess } from '../../support/server/server-process.ts'
import { until } from '../../support/server/sync-server.ts'

const numberOf = (name: string, initial: number): number => Number(process.env[name] ?? initial)
const ROUNDS = numberOf('CHAOS_ROUNDS', 3)
const PEOPLE = numberOf('CHAOS_PEOPLE', 6)
const SERVERS = numberOf('CHAOS_SERVERS', 2)
const SEED = numberOf('CHAOS_SEED', 7)
const IS_LONG = process.env.CHAOS_ROUNDS !== undefined
const HEARTBEAT_MS = 1000
const FAULT_MS = 2_000
const DRAW_EVERY_MS = 40
/** A machine of any load: what is claimed about two heartbeats is measured and told. */
const ALIKE_WITHIN_MS = 45_000
const needs = hasPostgres && hasRedis ? '' : ' (needs postgresql and redis)'
const BOARD = 'board'
const ADMIN = 'an-admin-token-of-the-test'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const portOf = (url: string): number => Number(new URL(url).port)

async function startServer(world: ChaosWorld): Promise<ChaosServer> {
  const toPostgres = await startCutProxy(() => portOf(world.database))
  const toRedis = await startCutProxy(() => portOf(world.redis.url))
  const door = await startCutProxy(() => server.port)
  const through = (url: string, port: number): string => Object.assign(new URL(url), { port: String(port) }).href
  const env = {
    STORAGE_URL: through(world.database, toPostgres.port),
    BUS_URL: through(world.redis.url, toRedis.port),
    HEARTBEAT_MS: String(HEARTBEAT_MS),
    ADMIN_TOKEN: ADMIN,
  }
  const server: ChaosServer = {
    process: startServerProcess(env),
    port: null,
    door,
    toPostgres,
    toRedis,
    async start() {
      if (this.process.child.exitCode !== null || this.process.child.signalCode !== null) {
        this.process = startServerProcess(env)
      }
      this.port = await this.process.port
    },
  }
  await server.start()
  onTestFinished(() => {
    for (const proxy of [door, toPostgres, toRedis]) proxy.close()
  })
  return server
}

describe.skipIf(needs !== '')(`faults of any kind${needs}`, () => {
  let postgres: PrivatePostgres
  let redis: PrivateRedis
  beforeAll(async () => {
    ;[postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  }, 60_000)
  afterAll(() => Promise.all([postgres?.remove(), redis?.stop()]))

  it(
    `ST1 RM4 RM6 RM9 RM17 lose nothing that was acknowledged, leave everyone alike and no ghosts, and every deletion stands (seed ${SEED})`,
    async () => {
      const random = createRandom(SEED)
      const world: ChaosWorld = { postgres, redis, database: await postgres.newDatabase(), room: BOARD }
      const servers = await Promise.all(Array.from({ length: SERVERS }, () => startServer(world)))
      let turn = 0
      const balancer = await startCutProxy(() => {
        const up = servers.filter(({ port }) => port !== null)
        return up.length === 0 ? null : up[turn++ % up.length].door.port
      })
      onTestFinished(() => balancer.close())
      const url = `ws://127.0.0.1:${balancer.port}/sync`
      const enter = (nth: number) => enterChaos(url, BOARD, nth % 2 === 0 ? 'stock' : 'own')
      let people = Array.from({ length: PEOPLE }, (_, nth) => enter(nth))
      let joined = PEOPLE
      let drawn = 0
      const drawnBy = new Map<ChaosPerson, string[]>()
      const acknowledged = new Set<string>()
      const deleted: string[] = []

      const note = (): void => {
        for (const [person, keys] of drawnBy) {
          if (!person.isSaved()) continue
          for (const key of keys) acknowledged.add(key)
          drawnBy.set(person, [])
        }
      }
      const draw = (): void => {
        note()
        const person = people[Math.floor(random() * people.length)]
        const key = `k${drawn++}`
        person.draw(key, 1)
        drawnBy.set(person, [...(drawnBy.get(person) ?? []), key])
      }
      const textOf = ({ doc }: ChaosPerson) => Object.keys(doc.getMap('shapes').toJSON()).sort().join()
      /** How long it takes until all see the same board and exactly those who are here. */
      async function alike(what: string): Promise<number> {
        const startedAt = performance.now()
        const here = people
          .map(({ doc }) => doc.clientID)
          .sort((a, b) => a - b)
          .join()
        const isAlike = (): boolean => {
          note()
          const [first] = people
          return people.every((person) => person.seen() === here && textOf(person) === textOf(first))
        }
        await until(isAlike, `${what} (seed ${SEED})`, null, ALIKE_WITHIN_MS)
        return performance.now() - startedAt
      }
      /** By whichever server answers: a room with something in it is deleted. */
      async function deleteOne(): Promise<void> {
        const side = `side${deleted.length}`
        const visitor = enterChaos(url, side, 'own')
        visitor.draw('secret', 1)
        await until(() => visitor.isSaved(), 'the room to be deleted is saved', null, ALIKE_WITHIN_MS)
        const port = servers.find((server) => server.port !== null)?.port
        const admin = { authorization: `Bearer ${ADMIN}` }
        const answer = await fetch(`http://127.0.0.1:${port}/api/admin/rooms/${side}`, {
          method: 'DELETE',
          headers: admin,
        })
        expect(answer.status).toBe(204)
        deleted.push(side)
        visitor.draw('after', 1)
      }

      await alike('at first')
      const turns = faultsInTurn(random)
      const told: string[] = []
      for (let round = 0; round < ROUNDS; round++) {
        await deleteOne()
        const name = turns.next().value as string
        const heal = await faults[name](servers[Math.floor(random() * SERVERS)], world)
        const leaving = people[Math.floor(random() * people.length)]
        people = people.filter((person) => person !== leaving)
        const endAt = performance.now() + FAULT_MS
        let hasLeft = false
        while (performance.now() < endAt) {
          draw()
          if (!hasLeft && random() < 0.1) {
            hasLeft = true
            leaving.leave()
          }
          await wait(DRAW_EVERY_MS)
        }
        if (!hasLeft) leaving.leave()
        drawnBy.delete(leaving)
        await heal()
        const ms = await alike(`round ${round}: ${name}`)
        told.push(`${name}: alike after ${Math.round(ms)} ms`)
        people = [...people, enter(joined++)]
        await alike(`round ${round}: somebody came`)
      }
      await until(
        () => people.every((person) => person.kind === 'stock' || person.isSaved()),
        'all is saved',
        null,
        ALIKE_WITHIN_MS,
      )
      note()
      const late = enterChaos(url, BOARD, 'own')
      await until(() => late.isSaved(), 'somebody who comes last has the board', null, ALIKE_WITHIN_MS)
      const kept = new Set(Object.keys(late.doc.getMap('shapes').toJSON()))
      expect([...acknowledged].filter((key) => !kept.has(key))).toEqual([])
      expect(acknowledged.size).toBeGreaterThan(0)
      for (const side of deleted) {
        for (const { port } of servers) {
          expect((await fetch(`http://127.0.0.1:${port}/api/rooms/${side}`)).status).toBe(404)
        }
      }
      if (IS_LONG) console.log(told.concat(`${acknowledged.size} of ${drawn} edits acknowledged, none lost`).join('\n'))
    },
    60_000 + ROUNDS * 60_000,
  )
})
