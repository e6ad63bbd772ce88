import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodePresence, MAX_LASER_POINTS, parsePresence } from '../../../lib/document/parse-presence.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { id } from '../../support/document/board-peers.ts'

describe('presence', () => {
  it('comes back from JSON as it was shown, a live stroke included', () => {
    const stroke = makeShape('draw', id('s'), { strokePoints: Uint8Array.from({ length: 300 }, (_, i) => i % 256) })
    const shown = { userId: 'u', name: 'Ada', color: '#aabbcc', cursor: { x: 1, y: 2 }, drawing: [stroke] }
    const sent = JSON.parse(JSON.stringify(encodePresence(shown)))
    expect(parsePresence(7, sent)).toMatchObject({ clientId: 7, ...shown })
    expect(JSON.stringify(sent).length).toBeLessThan(700)
  })

  it('shows the name that other programs give', () => {
    expect(parsePresence(3, { user: { name: 'Bo', color: '#123456' } })).toMatchObject({ name: 'Bo', color: '#123456' })
    expect(parsePresence(3, {})).toBeNull()
  })

  it('PR10 whatever is selected, dragged or drawn, what is said of it costs what a cursor costs', () => {
    const ids = Array.from({ length: 50_000 }, (_, nth) => id(`shape${nth}`.padEnd(20, 'x')))
    const placement = { x: 1234.567890123, y: 1 / 3, w: 1 / 7, h: 1e5 / 3, rotation: 0 }
    const box = { x: 0, y: 0, w: 1e5, h: 1e5 }
    const shown = {
      userId: 'u',
      selection: ids,
      selected: { count: ids.length, box },
      moving: ids.map((id) => ({ id, placement })),
      laser: ids.map((_, nth) => ({ x: nth / 3, y: nth / 7 })),
    }
    const said = JSON.stringify(encodePresence(shown))
    expect(said.length).toBeLessThan(6_000)
    expect(JSON.stringify(encodePresence({ selection: ids, selected: shown.selected })).length).toBeLessThan(500)
    const heard = parsePresence(1, JSON.parse(said))
    expect(heard).toMatchObject({ selected: { count: 50_000, box }, selection: ids.slice(0, 16) })
    expect(heard?.laser.at(-1)).toEqual({ x: 16_666.333, y: 7_142.714 })
    const copies = ids.slice(0, 100).map((id) => makeShape('draw', id, { strokePoints: new Uint8Array(3_000) }))
    expect(JSON.stringify(encodePresence({ drawing: copies })).length).toBeLessThan(8_000)
  })

  it('bounds everything', () => {
    const state = {
      userId: 'u'.repeat(1000),
      name: 'n'.repeat(1000),
      cursor: { x: Number.POSITIVE_INFINITY, y: 0 },
      laser: Array.from({ length: 5000 }, () => ({ x: 0, y: 0 })),
      viewport: { x: 0, y: 0, w: -1, h: 5 },
    }
    const parsed = parsePresence(1, state)
    expect(parsed).toMatchObject({ cursor: null, viewport: null, color: '#868e96' })
    expect(parsed?.laser).toHaveLength(MAX_LASER_POINTS)
    expect(parsed?.name.length).toBeLessThan(100)
  })

  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), (junk) => {
        const fields = ['cursor', 'selection', 'moving', 'drawing', 'viewport', 'laser', 'reaction', 'says', 'editing']
        parsePresence(1, junk)
        parsePresence(1, Object.fromEntries([['userId', 'u'], ...fields.map((name) => [name, junk])]))
        parsePresence(1, { userId: 'u', drawing: [junk], moving: [junk], laser: [junk], selection: [junk] })
      }),
      { seed: 11 },
    )
  })
})
