/** What is foreseen of a stroke is drawn while the pen moves, and is nowhere else. */
import { expect, test } from '@playwright/test'
import { drawForeseen } from '../../support/e2e/foreseeing-pen.ts'
import { type ServedPage, serveHarness } from './harness/serve.ts'

let served: ServedPage
test.beforeAll(async () => {
  served = await serveHarness()
})
test.afterAll(async () => {
  await served.close()
})

const looks = [
  { ratio: 1, theme: 'light', zoom: 1, tool: 'draw' },
  { ratio: 2, theme: 'dark', zoom: 1, tool: 'draw' },
  { ratio: 1, theme: 'dark', zoom: 1.7, tool: 'highlighter' },
  { ratio: 2, theme: 'light', zoom: 0.6, tool: 'draw' },
] as const
for (const { ratio, theme, zoom, tool } of looks)
  test(`I150 ${tool} shows where the pen is foreseen and keeps where it was (${ratio}x, ${theme}, zoom ${zoom})`, async ({
    browser,
  }) => {
    const page = await browser.newPage({ deviceScaleFactor: ratio })
    await page.goto(served.url)
    await page.waitForFunction(() => window.harness !== undefined)
    await page.evaluate(
      async ([mode, scale, id]) => {
        document.documentElement.dataset.theme = mode
        await window.harness.load(300, { theme: mode })
        const { editor } = window.harness.current()
        editor.camera.value = { x: 0, y: 0, zoom: scale }
        editor.tool.value = id
        await window.harness.settled()
      },
      [theme, zoom, tool] as const,
    )
    const before = await page.evaluate(() => window.harness.current().document.board.shapes.map(({ id }) => id))
    // A stroke that rested has become a line by then.
    const reach = () =>
      page.evaluate((known) => {
        const { editor, document } = window.harness.current()
        const mine = [...editor.preview.value.created, ...document.board.shapes].find(({ id }) => !known.includes(id))
        return mine ? (mine.placement.x + mine.placement.w) * editor.camera.value.zoom : null
      }, before)
    const [from, to] = [
      { x: 200, y: 300 },
      { x: 800, y: 310 },
    ]
    const seen = await drawForeseen(page, { from, to })
    expect(seen.atPen).toBe(seen.moves)
    // A machine at its limit may take more than a twentieth of a second from event to picture.
    expect(seen.ahead).toBeGreaterThan(seen.moves / 2)
    expect(await reach()).toBeLessThanOrEqual(to.x + 0.5)
    const wetPixels = () =>
      page.evaluate(() => {
        const [{ width, height }] = document.querySelectorAll('canvas')
        const [below, wet] = [...document.querySelectorAll('canvas')].map((canvas) => {
          const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data
          return new Uint32Array(data?.buffer ?? new ArrayBuffer(0))
        })
        let [last, ink] = [0, 0]
        for (let i = 0; i < wet.length; i++)
          if (wet[i] !== 0 && wet[i] !== below[i]) [ink, last] = [ink + 1, Math.max(last, i % width)]
        return { ink, last: last / devicePixelRatio }
      })
    // A pen that rests has nothing before it.
    await expect.poll(async () => (await wetPixels()).last).toBeLessThan(to.x + 16)
    await page.evaluate(() =>
      document.querySelector('canvas')?.parentElement?.parentElement?.dispatchEvent(
        new PointerEvent('pointerup', {
          pointerId: 7,
          pointerType: 'pen',
          clientX: 800,
          clientY: 310,
          bubbles: true,
        }),
      ),
    )
    await expect.poll(async () => (await wetPixels()).ink).toBe(0)
    expect(await reach()).toBeLessThanOrEqual(to.x + 0.5)
    expect(await page.evaluate(() => window.harness.compareWithRedraw())).toMatchObject({ different: 0 })
    await page.close()
  })
