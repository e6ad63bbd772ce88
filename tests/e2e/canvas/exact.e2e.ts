/** Every kind of shape on screens of every kind: once still, what is shown is what a fresh redraw shows. */
import { expect, type Page, test } from '@playwright/test'
import { type ServedPage, serveHarness } from './harness/serve.ts'

let served: ServedPage
test.beforeAll(async () => {
  served = await serveHarness()
})
test.afterAll(async () => {
  await served.close()
})

const CENTRE = { x: 640, y: 380 }

async function open(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.goto(served.url)
  await page.waitForFunction(() => window.harness !== undefined)
  await page.evaluate((chosen) => {
    document.documentElement.dataset.theme = chosen
    return window.harness.openEveryKind(chosen)
  }, theme)
}
async function expectExact(page: Page, after: string): Promise<void> {
  expect(await page.evaluate(() => window.harness.compareWithRedraw()), after).toMatchObject({ different: 0 })
}
async function zoom(page: Page, delta: number): Promise<void> {
  await page.keyboard.down('Control')
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, delta)
  await page.keyboard.up('Control')
}
/** The middle of a shape, on the board and on the screen. */
const whereIs = (page: Page, name: string) =>
  page.evaluate((id) => {
    const { editor } = window.harness.current()
    const shape = editor.view.get(window.harness.id(id))
    if (!shape) throw new Error(`no ${id}`)
    const { x, y, w, h } = editor.view.bounds(shape)
    const board = { x: x + w / 2, y: y + h / 2 }
    const { camera } = editor
    const { zoom } = camera.value
    return [board, { x: (board.x - camera.value.x) * zoom, y: (board.y - camera.value.y) * zoom }] as const
  }, name)
const drag = async (page: Page, from: { x: number; y: number }, by: { x: number; y: number }) => {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 })
  await page.mouse.up()
}
const undo = (page: Page) => page.evaluate(() => void window.harness.current().document.history.undo())

for (const deviceScaleFactor of [1, 1.5, 2])
  for (const theme of ['light', 'dark'] as const)
    test.describe(`${deviceScaleFactor} device pixels a CSS pixel, ${theme}`, () => {
      test.use({ deviceScaleFactor })
      test('every kind of shape is exact after whatever was done', async ({ page }) => {
        await open(page, theme)
        expect(await page.evaluate(() => window.harness.kinds())).toEqual(
          await page.evaluate(() => window.harness.allKinds),
        )
        await expectExact(page, 'opening')
        await page.evaluate(() => document.fonts.load("20px 'Source Serif 4 Variable'"))
        await expectExact(page, 'a late font')
        await page.mouse.move(CENTRE.x, CENTRE.y)
        for (let i = 0; i < 5; i++) await page.mouse.wheel(13, 7)
        await expectExact(page, 'panning')
        await zoom(page, 60)
        await expectExact(page, 'zooming out')
        await zoom(page, -90)
        await expectExact(page, 'zooming in')
        // One shape is repaired in place, the whole board is lifted and put down.
        const [start, note] = await whereIs(page, 'note1')
        await drag(page, note, { x: 37, y: 21 })
        const [end] = await whereIs(page, 'note1')
        expect(end.x).toBeGreaterThan(start.x)
        await expectExact(page, 'dragging one')
        await page.evaluate(() => {
          const { editor } = window.harness.current()
          editor.selection.value = editor.view.board.shapes.filter(({ parent }) => parent === '').map(({ id }) => id)
        })
        await drag(page, (await whereIs(page, 'note1'))[1], { x: -33, y: 45 })
        await expectExact(page, 'dragging all')
        await undo(page)
        await expectExact(page, 'undo')
        await page.evaluate(() => {
          window.harness.current().editor.selection.value = []
          const { document } = window.harness.current()
          for (const update of window.harness.foreignMoves(60, 6))
            window.harness.Y.applyUpdate(document.doc, update, 'remote')
        })
        await expectExact(page, 'moves by others')
        await page.evaluate(async () => {
          const { document } = window.harness.current()
          for (const update of window.harness.foreignCopies(30)) {
            window.harness.Y.applyUpdate(document.doc, update, 'remote')
            await window.harness.frame()
          }
        })
        await expectExact(page, 'what others add, above and below')
        const other = theme === 'light' ? ('dark' as const) : ('light' as const)
        await page.evaluate((next) => {
          const { canvas, editor } = window.harness.current()
          document.documentElement.dataset.theme = next
          canvas.setTheme(next)
          editor.settings.value = { ...editor.settings.value, grid: true }
        }, other)
        await expectExact(page, 'the other theme, with a grid')
      })
    })
