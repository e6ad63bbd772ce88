import { describe, expect, test } from 'vitest'
import { createCursorMotion } from '../../../lib/canvas/cursor-motion.ts'
import type { PeerPresence } from '../../../lib/document/presence.ts'

const peer = (x: number, y: number): PeerPresence => ({
  clientId: 1,
  userId: 'u',
  name: 'Ada',
  color: '#1971c2',
  cursor: { x, y },
  tool: 'select',
  selection: [],
  editing: null,
  moving: [],
  drawing: [],
  viewport: null,
  laser: [],
  isIdle: false,
  following: '',
  says: '',
  reaction: null,
})
const smooth = { zoom: 1, isInstant: false }

describe('cursor motion', () => {
  test('a first cursor is where it says it is', () => {
    const { at, isGliding } = createCursorMotion().step([peer(10, 20)], 0, smooth)
    expect(at.get(1)).toEqual({ x: 10, y: 20 })
    expect(isGliding).toBe(false)
  })
  test('a moved cursor glides there without overshooting, most of the way within 50 ms, and then rests', () => {
    const motion = createCursorMotion()
    motion.step([peer(0, 0)], 0, smooth)
    let last = 0
    for (let now = 16; now <= 48; now += 16) {
      const x = motion.step([peer(100, 0)], now, smooth).at.get(1)?.x ?? 0
      expect(x).toBeGreaterThan(last)
      expect(x).toBeLessThanOrEqual(100)
      last = x
    }
    expect(last).toBeGreaterThan(70)
    let isGliding = true
    for (let now = 64; isGliding && now < 1000; now += 16)
      isGliding = motion.step([peer(100, 0)], now, smooth).isGliding
    expect(isGliding).toBe(false)
  })
  test('with reduced motion it jumps', () => {
    const motion = createCursorMotion()
    motion.step([peer(0, 0)], 0, smooth)
    const { at, isGliding } = motion.step([peer(100, 0)], 16, { zoom: 1, isInstant: true })
    expect(at.get(1)).toEqual({ x: 100, y: 0 })
    expect(isGliding).toBe(false)
  })
  test('a cursor that left is gone at once', () => {
    const motion = createCursorMotion()
    motion.step([peer(0, 0)], 0, smooth)
    expect(motion.step([{ ...peer(0, 0), cursor: null }], 16, smooth).at.size).toBe(0)
  })
})
