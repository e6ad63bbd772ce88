/** Everything without a mouse, and what the keys of the browser mean on a board. */
import type { Page } from '@playwright/test'
import { actions } from '../../lib/editor/actions/action-table.ts'
import english from '../../lib/i18n/en.json' with { type: 'json' }
import { around, type RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const words = english as Readonly<Record<string, string>>
const board = ({ page }: RoomPage) => page.getByRole('application', { name: 'Board' })
const said = ({ page }: RoomPage) => page.locator('[data-announcer]')
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('I55 a board is made, joined, written on and walked through without a mouse', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  const { page } = ada
  await ada.expectSaved()
  await press(page, 'r', 'Enter')
  await expect(said(ada)).toHaveText('Rectangle, 1 of 1')
  await press(page, 'Enter')
  await expect(page.getByRole('textbox', { name: 'Text' })).toBeFocused()
  await page.keyboard.type('API')
  await press(page, 'Escape')
  await expect(board(ada)).toBeFocused()
  // The next step of a flow chart, joined by an arrow.
  await press(page, 'Control+ArrowRight', 'Enter')
  await page.keyboard.type('Store')
  await press(page, 'Escape')
  await expect.poll(() => stock.types()).toEqual(['arrow', 'geo', 'geo'])
  await press(page, 'o', 'Enter', 'Shift+ArrowDown', 'Shift+ArrowUp', 'ArrowRight')
  await press(page, 'Escape', 'Control+a', 'Escape')
  await expect(said(ada)).toHaveText('')
  await press(page, 'Control+a')
  await expect(said(ada)).toHaveText('4 shapes selected')
  // As one reads: top left first.
  await press(page, 'Tab')
  const heard: string[] = []
  for (let step = 0; step < 4; step += 1) {
    heard.push((await said(ada).textContent()) ?? '')
    await press(page, 'Tab')
    await expect(said(ada)).not.toHaveText(heard[step])
  }
  expect(heard.map((each) => each.replace(/^.*, /, '')).sort()).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4'])
  expect(heard.find((each) => each.includes("'API'"))).toMatch(/^Rectangle, 'API', \d of 4$/)
  const places = heard.map((each) => Number(/(\d) of/.exec(each)?.[1]))
  expect(places.map((place) => (place - places[0] + 4) % 4)).toEqual([0, 1, 2, 3])
})

test('I55 Tab reaches every control, and shows where it is', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await ada.expectSaved()
  await page.getByRole('button', { name: 'Done' }).click()
  await press(page, 'r')
  const wanted: string[] = await page
    .locator('main')
    .evaluate((main) =>
      [
        ...main.querySelectorAll<HTMLElement>(
          'button:not(:disabled, [role=tab][aria-selected=false]), input:not([tabindex="-1"]), select, [role=slider]',
        ),
      ]
        .filter((each) => each.checkVisibility())
        .map((each) => each.getAttribute('aria-label') ?? each.textContent ?? ''),
    )
  expect(wanted.length).toBeGreaterThan(30)
  const reached = new Map<string, boolean>()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let step = 0; step < wanted.length + 8; step += 1) {
    await press(page, 'Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const after = getComputedStyle(element, '::after')
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const hasRing = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || after.boxShadow !== 'none'
      return { name: element.getAttribute('aria-label') ?? element.textContent ?? '', hasRing }
    })
    reached.set(focused.name, focused.hasRing)
  }
  expect(wanted.filter((name) => !reached.has(name))).toEqual([])
  expect(wanted.filter((name) => reached.get(name) === false)).toEqual([])
})

test('I33 the keys and the wheel that zoom zoom the board and never the page', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await ada.expectSaved()
  await page.evaluate(() => {
    const left: string[] = []
    Object.assign(globalThis, { left })
    // A cancelled event keeps its mark after everybody has seen it.
    const watch = (event: KeyboardEvent | WheelEvent) =>
      setTimeout(() => {
        const isZoom = event instanceof WheelEvent ? event.ctrlKey : /^[=+\-0]$/.test(event.key) && event.ctrlKey
        if (isZoom && !event.defaultPrevented) left.push(`${event.type} ${document.activeElement?.tagName}`)
      })
    for (const name of ['keydown', 'wheel'] as const) window.addEventListener(name, watch, { capture: true })
  })
  const percent = page.getByRole('button', { name: /^Zoom \d+|\d+ ?%/ }).first()
  await press(page, 'Control+=')
  await expect(percent).not.toHaveText('100 %')
  await press(page, 'Control+0')
  await expect(percent).toHaveText('100 %')
  await page.getByRole('textbox', { name: 'Board title' }).focus()
  await press(page, 'Control+=', 'Control+-', 'Control+0')
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await press(page, 'Control+=', 'Control+-', 'Control+0', 'Escape')
  await press(page, 't', 'Enter')
  await expect(page.getByRole('textbox', { name: 'Text' })).toBeFocused()
  await press(page, 'Control+=', 'Control+-', 'Control+0', 'Escape')
  const menu = await page.getByRole('button', { name: 'Menu', exact: true }).boundingBox()
  if (!menu) throw new Error('no menu')
  await page.keyboard.down('Control')
  for (const at of [
    { x: menu.x + 5, y: menu.y + 5 },
    { x: 640, y: 400 },
  ]) {
    await page.mouse.move(at.x, at.y)
    await page.mouse.wheel(0, 50)
  }
  await page.keyboard.up('Control')
  await expect(percent).not.toHaveText('100 %')
  expect(await page.evaluate(() => (globalThis as unknown as { left: string[] }).left)).toEqual([])
})

test('I32 while a text is typed the view is panned by wheel and middle button, and typing goes on', async ({
  enter,
}) => {
  const ada = await enter()
  const { page } = ada
  await ada.expectSaved()
  // What the system would paste with the middle button.
  await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('header') ?? document.body))
  await press(page, 't')
  await page.mouse.click(600, 400)
  const text = page.getByRole('textbox', { name: 'Text' })
  await page.keyboard.type('one')
  const at = async () => (await text.boundingBox())?.y ?? 0
  const before = await at()
  await page.mouse.move(900, 600)
  await page.mouse.wheel(0, 100)
  await expect.poll(async () => Math.round((await at()) - before)).toBe(-100)
  await page.mouse.down({ button: 'middle' })
  await page.mouse.move(900, 650, { steps: 3 })
  await page.mouse.up({ button: 'middle' })
  await expect.poll(async () => Math.round((await at()) - before)).toBe(-50)
  await page.keyboard.type(' two')
  await expect(text).toHaveText('one two')
})

test('I54 the cursor tells what a press will do, and a board that is only looked at offers no more', async ({
  enter,
}) => {
  const ada = await enter()
  const { page } = ada
  await ada.expectSaved()
  const cursors: readonly (readonly [key: string, cursor: string])[] = [
    ['r', 'crosshair'],
    ['h', 'grab'],
    ['t', 'text'],
    ['v', 'default'],
  ]
  for (const [key, cursor] of cursors) {
    await press(page, key)
    await expect(board(ada)).toHaveCSS('cursor', cursor)
  }
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 700, y: 450 })
  const side = { x: 494, y: 340, width: 12, height: 60 }
  await page.mouse.move(900, 600)
  await expect.poll(() => ada.color(side)).toBe(0)
  await page.mouse.move(500, 320)
  await expect(board(ada)).toHaveCSS('cursor', 'move')
  // The shape that a press would take is outlined in the colour of selections.
  await expect.poll(() => ada.color(side)).toBeGreaterThan(40)
  await page.mouse.move(900, 600)
  await expect.poll(() => ada.color(side)).toBe(0)
  await page.keyboard.down('Space')
  await expect(board(ada)).toHaveCSS('cursor', 'grab')
  await page.keyboard.up('Space')
  await expect(board(ada)).toHaveCSS('cursor', 'default')
  await press(page, 'Alt+r')
  await expect(ada.tool('Rectangle')).toBeHidden()
  await expect(page.getByText('View only')).toBeVisible()
  await press(page, 'r')
  await expect(board(ada)).toHaveCSS('cursor', 'default')
  await press(page, 'Alt+r')
  await expect(ada.tool('Rectangle')).toBeEnabled()
})

test('I57 the sheet lists every shortcut and the palette every command that can run', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await ada.expectSaved()
  const dialog = page.getByRole('dialog')
  await press(page, '?')
  await expect(dialog).toBeVisible()
  const rows = await dialog.locator('dt').allTextContents()
  expect(rows.sort()).toEqual(
    actions
      .filter(({ keys }) => keys.excalidraw.length > 0)
      .map(({ label }) => words[label])
      .sort(),
  )
  await press(page, 'Escape')
  await expect(dialog).toBeHidden()
  await press(page, 'Control+Shift+p')
  const commands = await dialog.getByRole('option').locator('span:first-child').allTextContents()
  // On an empty board: what needs a selection, something to undo or an open gesture is not offered.
  expect(commands.length).toBeGreaterThan(60)
  for (const { id, label, forViewers, isEnabled } of actions) {
    if (id === 'help.palette' || id === 'view.zoom-hold' || isEnabled) continue
    expect(commands, `${id} ${forViewers}`).toContain(words[label])
  }
  await page.getByRole('combobox').fill('grid')
  await press(page, 'Enter')
  await expect(dialog).toBeHidden()
  await press(page, 'Control+Shift+p')
  await page.getByRole('combobox').fill('ellipse')
  await press(page, 'Enter')
  await expect(ada.tool('Ellipse')).toHaveAttribute('aria-pressed', 'true')
})

test('I58 leaving is questioned only while something is unsaved', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
  await ada.expectSaved()
  const questions: string[] = []
  page.on('dialog', (dialog) => {
    questions.push(dialog.type())
    void dialog.accept()
  })
  await page.reload()
  await expect(ada.tool('Rectangle')).toBeVisible()
  await ada.expectSaved()
  expect(questions).toEqual([])
  await page.context().setOffline(true)
  await ada.draw('Rectangle', { x: 700, y: 300 }, { x: 800, y: 380 })
  await expect(ada.status).toHaveAttribute('data-state', 'offline')
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => questions).toEqual(['beforeunload'])
})

test('I35 I36 a lost view is led back, and the view of a room is found again', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  const [from, to] = [
    { x: 500, y: 300 },
    { x: 600, y: 380 },
  ]
  await ada.draw('Rectangle', from, to)
  await ada.expectSaved()
  const back = page.getByRole('button', { name: 'Back to content' })
  await expect(back).toBeHidden()
  await page.mouse.move(640, 500)
  await page.mouse.wheel(0, 3000)
  await ada.expectInk(around(from, to), false)
  await expect(back).toBeVisible()
  await page.reload()
  await expect(ada.tool('Rectangle')).toBeVisible()
  await expect(back).toBeVisible()
  await back.click()
  await expect(back).toBeHidden()
})

test('I36 a link shows a view or a shape to whoever follows it', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
  await ada.expectSaved()
  const [id, shape] = [...stock.shapes][0]
  const { x, y, w, h } = shape.get('placement') as { x: number; y: number; w: number; h: number }
  const looksAt = async (room: RoomPage) => {
    await expect.poll(() => room.ink({ x: 440, y: 200, width: 400, height: 400 })).toBeGreaterThan(100)
  }
  const bob = await enter({ query: `#view=${Math.round(x + w / 2)},${Math.round(y + h / 2)},2` })
  await expect(bob.page.getByText('200 %')).toBeVisible()
  await looksAt(bob)
  const eve = await enter({ query: `#shape=${id}` })
  await expect(said(eve)).toHaveText('Rectangle, 1 of 1')
  await looksAt(eve)
})
