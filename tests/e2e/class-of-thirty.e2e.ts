import { test as base } from '@playwright/test'
import { startCrowd } from '../support/class/crowd.ts'
import { holdClass, peopleShown } from '../support/class/hold-class.ts'
import { startProduct } from '../support/e2e/product.ts'
import { openRoom } from '../support/e2e/room-page.ts'
import { expect } from '../support/e2e/test.ts'

const COUNT = 30
const SECONDS = 12
const seed = Number(process.env.CLASS_SEED ?? 20_261_121)

base(
  `ST3 thirty people draw, the server is killed once, and nobody loses a stroke (seed ${seed})`,
  async ({ context }) => {
    base.setTimeout(120_000)
    const product = await startProduct()
    const crowd = startCrowd()
    try {
      const room = 'class-of-thirty'
      const watched = await openRoom(context, `${product.url}/r/${room}`)
      const outcome = await holdClass({ product, watched, crowd, room, count: COUNT, seconds: SECONDS, seed })
      const { report, server, ownStrokes, pageStrokes } = outcome
      expect(report.faults).toEqual([])
      expect(server.digest).toBe(report.digest)
      expect(report.strokes.length).toBeGreaterThan(COUNT)
      expect(new Set(server.strokes).size).toBe(report.strokes.length + ownStrokes)
      expect(new Set(pageStrokes)).toEqual(new Set(server.strokes))
      expect(outcome.backMs).not.toBeNull()
      await watched.page.getByRole('button', { name: `Everyone here (${COUNT})` }).click()
      await expect(watched.page.getByRole('dialog').getByRole('button', { name: /^Follow Person/ })).toHaveCount(COUNT)
      await watched.page.keyboard.press('Escape')
      // Whoever leaves is gone for the others at once, and nobody stays behind as a ghost.
      await crowd.leave(COUNT - 2)
      await expect(peopleShown(watched.page)).toHaveAccessibleName(/^3 /)
      await crowd.leave(2)
      await expect(peopleShown(watched.page)).toHaveAccessibleName(/^1 /)
    } finally {
      crowd.close()
      await product.close()
    }
  },
)
