/** Fingers, pens and small screens. */
import type { BrowserContextOptions, Page } from '@playwright/test'
import { type Hands, handsOn } from '../support/e2e/fingers.ts'
import { around, type RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const tablet: BrowserContextOptions = { viewport: { width: 834, height: 1112 }, hasTouch: true, isMobile: true }

const from = { x: 400, y: 300 }
const to = { x: 560, y: 420 }
const region = around(from, to)

const percentOf = async ({ page }: RoomPage): Promise<number> =>
  Number.parseInt(
    (
      await page
        .getByRole('button', { name: /^\d+ ?%|zoom.*\d+/i })
        .first()
        .innerText()
    ).trim(),
    10,
  )

/** Where the board's origin is on screen, from what the room remembers of its view. */
const viewOf = (page: Page) =>
  page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.includes('camera.'))
    return key ? (JSON.parse(localStorage.getItem(key) ?? 'null') as { x: number; y: number; zoom: number }) : null
  })

async function drawByFinger(room: RoomPage, hands: Hands) {
  await room.tool('Rectangle').tap()
  await hands.drag([from], [to])
}

test('I40 the first stroke of a pen turns on pen mode: fingers then only move the view, until it is left', async ({
  enter,
  joinStock,
}) => {
  const ada = await enter({ device: tablet })
  const stock = await joinStock()
  const hands = await handsOn(ada.page)
  const leave = ada.page.getByRole('button', { name: 'Leave pen mode' })
  await ada.tool('Draw').tap()
  await expect(leave).toBeHidden()
  await hands.penDrag(from, to)
  await expect(leave).toBeVisible()
  await expect.poll(() => stock.types()).toEqual(['draw'])
  await ada.expectInk(region, true)
  await hands.drag([from], [{ x: from.x, y: from.y + 260 }])
  await ada.expectInk(region, false)
  await hands.drag(
    [
      { x: 600, y: 500 },
      { x: 640, y: 560 },
    ],
    [
      { x: 600, y: 240 },
      { x: 640, y: 300 },
    ],
  )
  await ada.expectInk(region, true)
  expect(stock.types()).toEqual(['draw'])
  await leave.tap()
  await expect(leave).toBeHidden()
  await hands.drag([{ x: 600, y: 700 }], [{ x: 700, y: 780 }])
  await expect.poll(() => stock.types()).toEqual(['draw', 'draw'])
})

test('I41 two fingers pinch and pan without leaving a dot', async ({ enter, joinStock }) => {
  const ada = await enter({ device: tablet })
  const stock = await joinStock()
  const hands = await handsOn(ada.page)
  await ada.expectSaved()
  await ada.tool('Draw').tap()
  await hands.drag(
    [
      { x: 380, y: 500 },
      { x: 440, y: 500 },
    ],
    [
      { x: 320, y: 500 },
      { x: 500, y: 500 },
    ],
  )
  await expect.poll(() => percentOf(ada)).toBe(300)
  await expect.poll(async () => Math.round((await viewOf(ada.page))?.zoom ?? 0)).toBe(3)
  const before = await viewOf(ada.page)
  await hands.drag(
    [
      { x: 300, y: 500 },
      { x: 400, y: 600 },
    ],
    [
      { x: 330, y: 560 },
      { x: 430, y: 660 },
    ],
  )
  await expect.poll(async () => Math.round((((await viewOf(ada.page))?.x ?? 0) - (before?.x ?? 0)) * 3)).toBe(-30)
  expect(await percentOf(ada)).toBe(300)
  // What follows in the log proves that nothing came before it.
  await hands.drag([{ x: 500, y: 300 }], [{ x: 600, y: 400 }])
  await expect.poll(() => stock.types()).toEqual(['draw'])
})

test('I41 a finger held still for half a second opens the menu of what lies under it', async ({ enter, joinStock }) => {
  const ada = await enter({ device: tablet })
  const stock = await joinStock()
  const hands = await handsOn(ada.page)
  await drawByFinger(ada, hands)
  await expect.poll(() => stock.types()).toEqual(['geo'])
  await hands.tap({ x: 700, y: 800 })
  await hands.down(from)
  const menu = ada.page.getByRole('menu', { name: 'Actions' })
  await expect(menu).toBeVisible()
  await hands.up()
  await expect(menu).toBeVisible()
  await menu.getByRole('menuitem', { name: /Delete/ }).tap()
  await expect.poll(() => stock.shapes.size).toBe(0)
})

test('I41 two taps are a double click, a drag between them is not', async ({ enter }) => {
  const ada = await enter({ device: tablet })
  const hands = await handsOn(ada.page)
  await ada.expectSaved()
  const text = ada.page.getByRole('textbox', { name: 'Text' })
  await hands.tap({ x: 400, y: 400 })
  await hands.drag([{ x: 400, y: 400 }], [{ x: 440, y: 460 }])
  await hands.tap({ x: 300, y: 600 })
  await hands.tap({ x: 310, y: 610 })
  await expect(text).toBeFocused()
  await ada.page.keyboard.type('tapped')
  await expect(text).toHaveText('tapped')
})

test('I41 a cancelled finger leaves nothing behind and the next one draws', async ({ enter, joinStock }) => {
  const ada = await enter({ device: tablet })
  const stock = await joinStock()
  const hands = await handsOn(ada.page)
  await ada.expectSaved()
  await ada.tool('Draw').tap()
  await hands.down(from)
  await hands.move({ x: 480, y: 360 })
  await hands.move(to)
  await ada.expectInk(region, true)
  await hands.cancel()
  await ada.expectInk(region, false)
  await hands.drag([from], [to])
  await expect.poll(() => stock.types()).toEqual(['draw'])
})

test('I42 a corner is taken by a finger 18 px beside it', async ({ enter, joinStock }) => {
  const ada = await enter({ device: tablet })
  const stock = await joinStock()
  const hands = await handsOn(ada.page)
  await drawByFinger(ada, hands)
  await expect.poll(() => stock.types()).toEqual(['geo'])
  const width = () => ([...stock.shapes.values()][0].get('placement') as { w: number }).w
  const before = width()
  await hands.drag([{ x: to.x + 13, y: to.y + 12 }], [{ x: to.x + 113, y: to.y + 112 }])
  await expect.poll(() => Math.round(width() - before)).toBe(100)
})

/** Everything on screen that can be operated and is smaller than a fingertip. */
const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const least = 44
    const operable =
      'button, a[href], input:not([type=color]), select, textarea, [role^=menuitem], [role=switch], [role=radio], [role=slider]'
    return [...document.querySelectorAll<HTMLElement>(operable)].flatMap((element) => {
      // A label that belongs to a control is part of what can be hit.
      const parts = [element, ...((element as HTMLInputElement).labels ?? [])]
      const boxes = parts.map((part) => part.getBoundingClientRect())
      const after = getComputedStyle(element, '::before')
      const extra = after.content === 'none' || after.position !== 'absolute' ? 0 : -2 * Number.parseFloat(after.top)
      const width = Math.max(...boxes.map((box) => box.width)) + Math.max(0, extra || 0)
      const height = Math.max(...boxes.map((box) => box.height)) + Math.max(0, extra || 0)
      const isShown =
        width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      if (!isShown || element.closest('[aria-hidden=true]') || (width >= least - 0.5 && height >= least - 0.5))
        return []
      const name = element.getAttribute('aria-label') ?? element.textContent ?? element.tagName
      return [`${name} ${Math.round(width)}x${Math.round(height)}`]
    })
  })

test('I42 on a phone everything that can be touched is 44 px or more', async ({ enter, product }) => {
  const ada = await enter({ device: phone })
  const { page } = ada
  const hands = await handsOn(page)
  await ada.expectSaved()
  expect.soft(await smallTargets(page), 'name card and bars').toEqual([])
  await page.getByRole('button', { name: 'Done' }).tap()
  await ada.tool('Rectangle').tap()
  await hands.drag([{ x: 120, y: 300 }], [{ x: 260, y: 400 }])
  await page.getByRole('button', { name: 'Style', exact: true }).tap()
  await expect(page.getByRole('region', { name: 'Style' })).toBeVisible()
  expect.soft(await smallTargets(page), 'style').toEqual([])
  const sheet = page.getByRole('region', { name: 'Style' })
  expect.soft(await sheet.evaluate((e) => e.scrollWidth - e.clientWidth), 'all of a row of styles').toBe(0)
  await page.getByRole('button', { name: 'Style', exact: true }).tap()
  await page.getByRole('button', { name: 'Menu', exact: true }).tap()
  await expect(page.getByRole('menu')).toBeVisible()
  expect.soft(await smallTargets(page), 'menu').toEqual([])
  for (const name of [
    /^Export/,
    /^Preferences/,
    /^Command palette/,
    /^Chat/,
    /^Comments/,
    /^Version history/,
    /^Exact/,
  ]) {
    if (!(await page.getByRole('menu').isVisible())) await page.getByRole('button', { name: 'Menu', exact: true }).tap()
    await page.locator('[role^=menuitem]', { hasText: name }).tap()
    await expect(page.getByRole('menu')).toBeHidden()
    await expect(page.getByRole('dialog').or(page.getByRole('complementary'))).toBeVisible()
    expect.soft(await smallTargets(page), String(name)).toEqual([])
    const close = page.getByRole('dialog').or(page.getByRole('complementary')).getByRole('button', { name: 'Close' })
    if (await close.isVisible()) await close.tap()
    else await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: 'Share' }).tap()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect.soft(await smallTargets(page), 'share').toEqual([])
  await page.goto(product.url)
  await expect(page.getByRole('button', { name: /new board/i })).toBeVisible()
  expect.soft(await smallTargets(page), 'home').toEqual([])
})

test('I42 the text that is being typed stays above the on-screen keyboard', async ({ enter }) => {
  const ada = await enter({ name: 'Ada', device: phone })
  const { page } = ada
  const hands = await handsOn(page)
  await ada.expectSaved()
  await ada.tool('Text').tap()
  await hands.tap({ x: 120, y: 640 })
  const text = page.getByRole('textbox', { name: 'Text' })
  await expect(text).toBeFocused()
  // A headless browser has no keyboard on screen; all that it changes for a page is what remains visible.
  await page.evaluate(() => {
    const visible = window.visualViewport
    if (!visible) throw new Error('no visual viewport')
    Object.defineProperty(visible, 'height', { value: 480, configurable: true })
    visible.dispatchEvent(new Event('resize'))
  })
  await expect.poll(async () => ((await text.boundingBox())?.y ?? 999) + 24).toBeLessThan(480)
  for (let line = 0; line < 12; line += 1) await page.keyboard.type('line\n')
  await page.keyboard.type('last')
  const caretBottom = () => page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 999)
  await expect.poll(caretBottom).toBeLessThan(480)
})

test('I41 a tap beside an open menu closes it and draws nothing', async ({ enter, joinStock }) => {
  const ada = await enter({ device: tablet })
  const stock = await joinStock()
  const hands = await handsOn(ada.page)
  await ada.expectSaved()
  await ada.tool('Rectangle').tap()
  await ada.page.getByRole('button', { name: 'Menu', exact: true }).tap()
  await expect(ada.page.getByRole('menu')).toBeVisible()
  await hands.tap({ x: 600, y: 600 })
  await expect(ada.page.getByRole('menu')).toBeHidden()
  await hands.drag([from], [to])
  await expect.poll(() => stock.types()).toEqual(['geo'])
})
