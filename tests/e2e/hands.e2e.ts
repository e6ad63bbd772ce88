/** Pens, trackpads and keyboards as browsers report them. */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/test.ts'

/** A pointer event with any buttons, as a pen's driver makes it. */
const point = (
  page: Page,
  name: string,
  x: number,
  y: number,
  more: Readonly<Record<string, string | number | boolean>>,
) =>
  page.evaluate(
    ([type, left, top, init]) =>
      document.elementFromPoint(left, top)?.dispatchEvent(
        new PointerEvent(type, {
          ...{ pointerId: 77, pointerType: 'pen', isPrimary: true, clientX: left, clientY: top, pressure: 0.5 },
          ...{ bubbles: true, cancelable: true, composed: true, ...init },
        }),
      ),
    [name, x, y, more] as const,
  )
const zoomShown = (page: Page) => page.locator('button', { hasText: '%' }).first()
/** What Safari sends for a pinch on a trackpad. */
const pinch = (page: Page, x: number, y: number, scale: number) =>
  page.evaluate(
    ([left, top, to]) => {
      for (const [name, by] of [
        ['gesturestart', 1],
        ['gesturechange', (1 + to) / 2],
        ['gesturechange', to],
        ['gestureend', to],
      ] as const) {
        const event = new UIEvent(name, { bubbles: true, cancelable: true })
        document
          .elementFromPoint(left, top)
          ?.dispatchEvent(Object.assign(event, { scale: by, clientX: left, clientY: top }))
      }
    },
    [x, y, scale] as const,
  )

test('I37 the eraser end of a pen rubs out while the pencil is chosen, and the pencil stays', async ({
  enter,
  joinStock,
}) => {
  const { page } = await enter()
  const stock = await joinStock()
  await page.keyboard.press('p')
  await page.mouse.move(400, 300)
  await page.mouse.down()
  await page.mouse.move(600, 300, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => stock.types()).toEqual(['draw'])
  await point(page, 'pointerdown', 500, 250, { button: 5, buttons: 32 })
  await point(page, 'pointermove', 500, 350, { button: -1, buttons: 32 })
  await point(page, 'pointerup', 500, 350, { button: 5, buttons: 0 })
  await expect.poll(() => stock.types()).toEqual([])
  await expect(page.getByRole('button', { name: 'Draw', exact: true }).first()).toHaveAttribute('aria-pressed', 'true')
})

test('I31 a pinch that Safari tells zooms the board at the pointer, also over a text that is edited', async ({
  enter,
}) => {
  const { page } = await enter()
  await pinch(page, 640, 400, 2)
  await expect(zoomShown(page)).toHaveText('200 %')
  await page.keyboard.press('t')
  await page.mouse.click(640, 400)
  await page.keyboard.type('words')
  await pinch(page, 650, 400, 0.5)
  await expect(zoomShown(page)).toHaveText('100 %')
})

test('I56 Ctrl and a click as a Mac reports them open the menu', async ({ enter }) => {
  const { page } = await enter()
  await page.keyboard.press('r')
  await page.mouse.click(500, 400)
  await page.keyboard.press('Escape')
  const mouse = { pointerId: 1, pointerType: 'mouse', ctrlKey: true }
  await point(page, 'pointerdown', 400, 400, { ...mouse, button: 0, buttons: 1 })
  await page.evaluate(() => {
    const init = { bubbles: true, cancelable: true, clientX: 400, clientY: 400, ctrlKey: true }
    document.elementFromPoint(400, 400)?.dispatchEvent(new MouseEvent('contextmenu', init))
  })
  await point(page, 'pointerup', 400, 400, { ...mouse, button: 0, buttons: 0 })
  await expect(page.getByRole('menu')).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /Cut/ })).toBeVisible()
})

for (const way of ['blur', 'visibilitychange', 'a field'] as const)
  test(`I62 Space does not stay held after ${way}`, async ({ enter, joinStock }) => {
    const { page } = await enter()
    const stock = await joinStock()
    await page.keyboard.down('Space')
    if (way === 'blur') await page.evaluate(() => window.dispatchEvent(new Event('blur')))
    else if (way === 'visibilitychange')
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    else {
      await page.getByRole('textbox', { name: 'Title' }).focus()
      await page.keyboard.up('Space')
      await page.getByRole('application', { name: 'Board' }).focus()
    }
    await page.keyboard.press('r')
    await page.mouse.move(400, 300)
    await page.mouse.down()
    await page.mouse.move(500, 400, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => stock.types()).toEqual(['geo'])
  })

test('I64 printing shows the board alone, and selected frames as pages', async ({ enter }) => {
  const { page } = await enter()
  const toolbar = page.getByRole('toolbar').first()
  const pages = page.locator('[data-printed-board] > svg')
  for (const x of [320, 760]) {
    await page.keyboard.press('f')
    await page.mouse.move(x, 200)
    await page.mouse.down()
    await page.mouse.move(x + 300, 400, { steps: 4 })
    await page.mouse.up()
  }
  await page.keyboard.press('Escape')
  await page.emulateMedia({ media: 'print' })
  await expect(toolbar).toBeHidden()
  await expect(page.getByRole('application', { name: 'Board' })).toBeHidden()
  await expect(pages).toHaveCount(1)
  await expect(pages).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await expect(toolbar).toBeVisible()
  await expect(pages).toHaveCount(0)
  await page.keyboard.press('Control+a')
  await page.emulateMedia({ media: 'print' })
  await expect(pages).toHaveCount(2)
})

test('I23 every control of the style panel is one step, and shows what undo brings back', async ({
  enter,
  joinStock,
}) => {
  const { page } = await enter()
  const stock = await joinStock()
  const panel = page.getByRole('region', { name: 'Style' })
  await page.keyboard.press('r')
  await page.mouse.click(500, 400)
  await expect.poll(() => stock.types()).toEqual(['geo'])
  const shapes = () => JSON.stringify(stock.doc.getMap('shapes').toJSON())
  const controls = panel.locator('[aria-pressed="false"]:not([data-custom])')
  const count = await controls.count()
  expect(count).toBeGreaterThan(15)
  for (let at = 0; at < count; at += 1) {
    const control = controls.nth(at)
    const name = await control.getAttribute('aria-label')
    const before = shapes()
    await control.click()
    await expect.poll(shapes, `${name} does something`).not.toBe(before)
    await page.keyboard.press('Control+z')
    await expect.poll(shapes, `${name} is one step`).toBe(before)
    await expect(panel.getByRole('button', { name: name ?? '', exact: true })).toHaveAttribute('aria-pressed', 'false')
  }
  const slider = panel.getByRole('slider', { name: 'Opacity' })
  const before = shapes()
  const box = await slider.boundingBox()
  if (!box) throw new Error('no slider')
  await page.mouse.move(box.x + 5, box.y + 5)
  await page.mouse.down()
  for (const by of [20, 40, 60]) await page.mouse.move(box.x - by, box.y + 5)
  await page.mouse.up()
  await expect.poll(shapes).not.toBe(before)
  await page.keyboard.press('Control+z')
  await expect.poll(shapes).toBe(before)
  await expect(slider).toHaveAttribute('aria-valuenow', '100')
  await slider.focus()
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuenow', '85')
  for (const shown of ['90', '95', '100']) {
    await page.keyboard.press('Control+z')
    await expect(slider, 'keys are followed by undo too').toHaveAttribute('aria-valuenow', shown)
  }
  // Undone from within the small window that it was chosen in, which stays open.
  const plain = shapes()
  await panel.getByRole('button', { name: 'More colours' }).first().click()
  const shades = page.getByRole('dialog').getByRole('button', { name: /shade/ })
  await shades.nth(7).click()
  await expect.poll(shapes).not.toBe(plain)
  await page.keyboard.press('Control+z')
  await expect.poll(shapes, 'a shade is one step').toBe(plain)
  await expect(shades.first()).toBeVisible()
})
