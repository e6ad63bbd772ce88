import { describe, expect, it } from 'vitest'
import { GroupCommit } from '../../../server/room/group-commit.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'

const commitEveryMs = 8

describe('group commit', () => {
  it('ST2 the first write after a quiet time goes at once, later ones of all rooms go together', () => {
    const clock = new FakeClock()
    const start = clock.now()
    const commit = new GroupCommit(clock, { commitEveryMs })
    const written: [room: string, at: number][] = []
    const write = (room: string) => commit.join(() => written.push([room, clock.now() - start]))
    write('a')
    clock.advance(1)
    write('b')
    clock.advance(3)
    write('c')
    expect(written).toEqual([['a', 0]])
    clock.advance(4)
    expect(written).toEqual([
      ['a', 0],
      ['b', 8],
      ['c', 8],
    ])
    clock.advance(2)
    write('d')
    clock.advance(6)
    expect(written[3]).toEqual(['d', 16])
    clock.advance(commitEveryMs)
    write('e')
    expect(written[4]).toEqual(['e', 24])
  })

  it('ST2 a clock that is set back holds no write up', () => {
    const clock = new FakeClock()
    let now = 1_000_000
    const commit = new GroupCommit(
      { now: () => now, after: clock.after.bind(clock), every: clock.every.bind(clock) },
      { commitEveryMs },
    )
    let writes = 0
    commit.join(() => writes++)
    now = 1000
    commit.join(() => writes++)
    expect(writes).toBe(2)
  })
})
