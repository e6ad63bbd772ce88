import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { slotOf } from '../../../server/bus/redis-cluster.ts'
import { createBus } from '../../../server/bus/registry.ts'
import { hasRedis, type RedisCluster, startCluster } from '../../support/server/private-redis.ts'
import { until } from '../../support/server/sync-server.ts'
import { describeBus, enter, type Place } from './bus-contract.ts'

it('the slot of a name is the one of the cluster', () => {
  expect(slotOf('123456789')).toBe(0x31c3 % 16_384)
  expect(slotOf('')).toBe(0)
})

describe.skipIf(!hasRedis)('a Redis cluster (needs redis)', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startCluster()
  })
  afterAll(() => cluster?.stop())
  const open = (options: { clock: Clock; heartbeatMs: number }) =>
    createBus({ ...options, url: cluster.url, ca: null, random: systemRandom })
  const nodeOf = (room: string): number => Math.floor((slotOf(`inkroom:0:room:${room}`) * 3) / 16_384)
  /** By the node that has them. */
  const rooms = [0, 1, 2].map(
    (node) =>
      Array.from({ length: 100 }, (_, i) => `room${i}` as RoomId).find((room) => nodeOf(room) === node) as RoomId,
  )
  const heardBy = (here: Place, there: Place): Promise<void> => {
    const before = there.heard.length
    return until(() => {
      if (there.heard.length === before) here.say('heard')
      return there.heard.length > before
    })
  }

  describeBus('redis cluster', open)

  it('a room costs the node that has its slot alone', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => open({ clock: systemClock, heartbeatMs: 10_000 })))
    for (const room of rooms) {
      const [here, there] = [await enter(a, room), await enter(b, room)]
      here.say('hello')
      await until(() => there.heard.length === 1)
    }
    const channels = await Promise.all(cluster.nodes.map((node) => node.ask('PUBSUB', 'SHARDCHANNELS')))
    expect(channels).toEqual(rooms.map((room) => [`inkroom:0:room:${room}`]))
    await Promise.all([a.close(), b.close()])
  })

  it('PR11 when a node is killed the rooms of the others go on, and its own when it is back', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => open({ clock: systemClock, heartbeatMs: 200 })))
    const places: [Place, Place][] = []
    for (const room of rooms) places.push([await enter(a, room), await enter(b, room)])
    await cluster.nodes[1].stop()
    await until(() => places[1][1].events.includes('(lost)'))
    await heardBy(...places[0])
    await heardBy(...places[2])
    await expect(a.check()).rejects.toThrow('bus-unreachable')
    await cluster.nodes[1].start()
    await heardBy(...places[1])
    await until(() => a.check().then(...([() => true, () => false] as const)))
    await Promise.all([a.close(), b.close()])
  })

  it('PR11 a slot that moves to another node takes its rooms along', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => open({ clock: systemClock, heartbeatMs: 10_000 })))
    const [here, there] = [await enter(a, rooms[0]), await enter(b, rooms[0])]
    await heardBy(here, there)
    const slot = String(slotOf(`inkroom:0:room:${rooms[0]}`))
    const [from, , to] = cluster.nodes
    const target = String(await to.ask('CLUSTER', 'MYID'))
    await to.ask('CLUSTER', 'SETSLOT', slot, 'NODE', target)
    await from.ask('CLUSTER', 'SETSLOT', slot, 'NODE', target)
    await heardBy(here, there)
    const channels = await to.ask('PUBSUB', 'SHARDCHANNELS')
    expect(channels).toEqual([`inkroom:0:room:${rooms[0]}`])
    await Promise.all([a.close(), b.close()])
  })
})
