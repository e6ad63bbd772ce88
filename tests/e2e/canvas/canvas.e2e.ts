/** The canvas on a page of its own: exact once still, never blank, quiet when idle. */
import { expect, type Page, test } from '@playwright/test'
import { seeded } from './harness/seeded.ts'
import { type ServedPage, serveHarness } from './harness/serve.ts'

let served: ServedPage
test.beforeAll(async () => {
  served = await serveHarness()
})
test.afterAll(async () => {
  await served.close()
})

async function open(page: Page, count: number, options: { zoomToFit?: boolean } = {}): Promise<void> {
  await page.goto(served.url)
  await page.waitForFunction(() => window.harness !== undefined)
  await page.evaluate(([n, how]) => window.harness.load(n, how), [count, options] as const)
}
const differences = async (page: Page): Promise<number> =>
  (await page.evaluate(() => window.harness.compareWithRedraw())).different

const SEEDS = [1, 2, 3]
for (const seed of SEEDS)
  test(`once still, the canvas equals a fresh redraw pixel for pixel (seed ${seed})`, async ({ page }) => {
    await open(page, 600)
    expect(await differences(page)).toBe(0)
    const random = seeded(seed)
    const at = () => ({ x: Math.round(60 + random() * 1160), y: Math.round(60 + random() * 680) })
    for (let round = 0; round < 12; round++) {
      const from = at()
      const to = at()
      await page.mouse.move(from.x, from.y)
      const what = random()
      if (what < 0.3) {
        for (let i = 0; i < 6; i++)
          await page.mouse.wheel(Math.round((random() - 0.5) * 300), Math.round((random() - 0.5) * 300))
      } else if (what < 0.6) {
        await page.keyboard.down('Control')
        for (let i = 0; i < 4; i++) await page.mouse.wheel(0, Math.round((random() - 0.5) * 240))
        await page.keyboard.up('Control')
      } else if (what < 0.85) {
        await page.mouse.down()
        await page.mouse.move(to.x, to.y, { steps: 8 })
        await page.mouse.up()
      } else
        await page.evaluate(
          (nth) => {
            const { editor } = window.harness.current()
            const next = window.harness.seeded(nth)
            const ids = editor.view.board.shapes.map((shape) => shape.id)
            const some = ids.filter(() => next() < 0.05)
            editor.dispatch({ name: 'reorder', ids: some.slice(0, 5), to: 'front' })
            editor.dispatch({
              name: 'update',
              patches: some.map((id) => ({ id, patch: { opacity: 0.3 + next() * 0.7 } })),
            })
            editor.dispatch({ name: 'delete', ids: some.slice(5, 8) })
          },
          seed * 100 + round,
        )
      expect(await differences(page), `after round ${round}`).toBe(0)
    }
  })

test.describe('on a screen with two device pixels a CSS pixel', () => {
  test.use({ deviceScaleFactor: 2 })
  test('it is exact too, after panning and zooming', async ({ page }) => {
    await open(page, 300)
    await page.mouse.move(600, 400)
    await page.mouse.wheel(37, 21)
    expect(await differences(page)).toBe(0)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, 40)
    await page.keyboard.up('Control')
    expect(await differences(page)).toBe(0)
  })
})

test('10,000 shapes at once are exact too, also after a storm of changes by others', async ({ page }) => {
  await open(page, 10_000, { zoomToFit: true })
  expect(await differences(page)).toBe(0)
  await page.evaluate(async () => {
    const stop = window.harness.storm(window.harness.foreignMoves(500, 10))
    for (let i = 0; i < 60; i++) await window.harness.frame()
    stop()
  })
  expect(await differences(page)).toBe(0)
})

test('the picture is never blank while the camera moves', async ({ page }) => {
  await open(page, 10_000)
  const worst = await page.evaluate(async () => {
    const { editor } = window.harness.current()
    // The overview is painted once nothing else is to do.
    for (let i = 0; i < 120; i++) await window.harness.frame()
    const before = window.harness.paperShare()
    let most = before
    for (let i = 0; i < 40; i++) {
      const { x, y, zoom } = editor.camera.value
      editor.camera.value = { x: x + 90 / zoom, y: y + 60 / zoom, zoom }
      await window.harness.frame()
      most = Math.max(most, window.harness.paperShare())
    }
    return most - before
  })
  expect(worst).toBeLessThan(0.12)
})

test('an idle canvas paints nothing', async ({ page }) => {
  await open(page, 2_000)
  const painted = await page.evaluate(async () => {
    const { harness } = window
    await harness.settled()
    const { stats } = harness.current().canvas
    let painted = Number.NaN
    // What is painted ahead takes its time on a busy machine; then it must be over.
    for (let second = 0; second < 8 && painted !== 0; second++) {
      const before = stats.framesPainted
      for (let i = 0; i < 60; i++) await harness.frame()
      painted = stats.framesPainted - before
    }
    return painted
  })
  expect(painted).toBe(0)
})
