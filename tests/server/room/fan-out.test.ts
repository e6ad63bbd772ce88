import { afterEach, describe, expect, it } from 'vitest'
import { roomLimits } from '../../../server/room/limits.ts'
import { PresenceBoard } from '../../../server/room/presence-board.ts'
import { Ticker } from '../../../server/room/ticker.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'
import { connect } from '../../support/server/raw-client.ts'
import { type SyncServer, startSyncServer, until } from '../../support/server/sync-server.ts'

const entry = (clientId: number, clock: number, state: unknown) => ({
  clientId,
  clock,
  state: state === null ? null : new Uint8Array(Buffer.from(JSON.stringify(state))),
})
const limits = { ...roomLimits, maxPresenceIdsPerPeer: 2, maxGoneIds: 3 }

describe('the tick', () => {
  let server: SyncServer | null = null
  afterEach(async () => {
    await server?.close()
    server = null
  })

  it('PR5 many cursors in one tick are one message with the latest of each', async () => {
    const clock = new FakeClock()
    server = await startSyncServer({ clock, heartbeatMs: 1e6 })
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => connect(`${server?.url}/board`)))
    a.sayPresence(1, 1, 'first')
    await until(() => c.others.size === 1, 'the first goes at once', clock)
    const before = c.heard.length
    for (let i = 2; i <= 10; i++) {
      a.sayPresence(1, i, `a${i}`)
      b.sayPresence(2, i, `b${i}`)
    }
    // A question is answered after all that was said before it by the same connection.
    for (const client of [a, b]) client.say(new Uint8Array([3]))
    await until(() => [a, b].every(({ others }) => others.get(1) === 'a10' || others.get(2) === 'b10'))
    expect(c.heard.length).toBe(before)
    clock.advance(16)
    await until(() => c.heard.length > before)
    expect([...c.others]).toEqual([
      [1, 'a10'],
      [2, 'b10'],
    ])
    expect(c.heard.length).toBe(before + 1)
  })

  it('PR5 the first goes at once, the rest once per tick, and a busy process stretches it', () => {
    const clock = new FakeClock()
    const start = clock.now()
    const at: number[] = []
    let cost = 0
    const ticker = new Ticker(
      clock,
      { tickMs: 16, maxTickMs: 100 },
      () => 2,
      () => {
        at.push(clock.now() - start)
        clock.advance(cost)
      },
    )
    ticker.wake()
    ticker.wake()
    clock.advance(5)
    ticker.wake()
    clock.advance(20)
    expect(at).toEqual([0, 16])
    cost = 20
    clock.advance(100)
    ticker.wake()
    ticker.wake()
    clock.advance(70)
    expect(at).toEqual([0, 16, 125, 185])
    ticker.stop()
  })
})

describe('presence', () => {
  it('an id that an older connection holds passes to the newer one when the older is gone', () => {
    const board = new PresenceBoard(limits)
    const [old, fresh] = [board.join(), board.join()]
    board.say(old, [entry(7, 5, 'before')])
    expect(board.say(fresh, [entry(7, 5, 'again')])).toBe(1)
    board.takeChanges()
    board.leave(old)
    expect(board.takeChanges()).toEqual([entry(7, 6, 'again')])
    board.leave(fresh)
    expect(board.takeChanges()).toEqual([entry(7, 6, null)])
  })

  it('stale clocks are ignored, and one connection speaks for so many ids and no more', () => {
    const board = new PresenceBoard(limits)
    const speaker = board.join()
    board.say(speaker, [entry(1, 5, 'new'), entry(1, 4, 'old')])
    expect(board.all()).toEqual([entry(1, 5, 'new')])
    expect(board.say(speaker, [entry(2, 1, 'b'), entry(3, 1, 'c')])).toBe(1)
    expect(board.all()).toHaveLength(2)
  })

  it('who missed messages hears of those who went, as far as they are remembered', () => {
    const board = new PresenceBoard({ ...limits, maxPresenceIdsPerPeer: 10, maxGoneIds: 2 })
    const speaker = board.join()
    board.say(
      speaker,
      [1, 2, 3].map((id) => entry(id, 1, 'x')),
    )
    board.leave(speaker)
    expect(board.allAndGone()).toEqual([entry(2, 1, null), entry(3, 1, null)])
  })

  it('PR10 the bytes of a connection, a room and a server are bounded, and a name is always shown', () => {
    const bounded = {
      ...roomLimits,
      maxPresenceBytesPerPeer: 8000,
      maxPresenceBytesPerRoom: 12_000,
      maxPresenceBytesPerServer: 20_000,
    }
    const total = { bytes: 0 }
    const [board, other] = [new PresenceBoard(bounded, total), new PresenceBoard(bounded, total)]
    const [eve, mal, ada] = [board.join(), board.join(), board.join()]
    const [bob, kim] = [other.join(), other.join()]
    const long = (id: number, size: number) => entry(id, 1, 'x'.repeat(size - 2))
    expect(board.isTooMuch(eve, [long(1, 5000), long(2, 5000)])).toBe(true)
    expect(board.isTooMuch(eve, [long(1, 5000)])).toBe(false)
    expect(board.say(eve, [long(1, 8000)])).toBe(0)
    expect(board.say(mal, [long(2, 8000)])).toBe(1)
    expect(board.isTooMuch(mal, [long(1, 8000), long(2, 500)])).toBe(false)
    expect(board.say(mal, [long(2, 4000)])).toBe(0)
    expect(other.say(bob, [long(3, 8000), long(4, 1000)])).toBe(1)
    expect(other.say(kim, [long(6, 3000)])).toBe(1)
    expect(board.say(ada, [long(5, 2048)])).toBe(0)
    expect(total.bytes).toBe(8000 + 4000 + 8000 + 2048)
    board.leave(eve)
    board.say(mal, [entry(2, 2, null)])
    board.leave(ada)
    expect(total.bytes).toBe(8000)
    other.close()
    expect(total.bytes).toBe(0)
  })
})
